import type { Severity } from "#packages/incidents/rules.ts";
import { type OnCallRole, onCallRoles, onCallRoleWords } from "#packages/on-call/rules.ts";

/** When which tier is due, and whom it reaches. Pure: the hub, the countdown and the dry run all call this. */

export const channels = ["email", "slack", "webhook", "in_app"] as const;
export type Channel = (typeof channels)[number];
export const channelWords: Record<Channel, string> = {
  email: "e-mail",
  slack: "Slack",
  webhook: "webhook",
  in_app: "in the app",
};

export interface Tier {
  id: string;
  /** Counted from the start of the run (of each round, when the chain repeats). */
  afterMinutes: number;
  channels: Channel[];
  /** Null: the on-call primary of that day. */
  userId: string | null;
}

export type RunState = "running" | "stopped" | "exhausted";
export type Outcome = "paged" | "unreachable" | "held";

export interface DueTier {
  round: number;
  tier: Tier;
  /** 1-based. */
  number: number;
  dueAt: number;
}

interface ChainTiming {
  tiers: readonly Tier[];
  repeat: number;
}

/** Length of one round: the last tier's minutes, and as long again as the gap before it (a minute at least) before starting over. */
export function roundMinutes(tiers: readonly Tier[]): number {
  const times = tiers.map((tier) => tier.afterMinutes).sort((a, b) => a - b);
  const last = times.at(-1) ?? 0;
  const before = times.at(-2) ?? 0;
  return last + Math.max(1, last - before);
}

/** Every tier of every round, in the order they are due. */
export function timetable(chain: ChainTiming, startedAt: number): DueTier[] {
  const length = roundMinutes(chain.tiers) * 60_000;
  const due: DueTier[] = [];
  for (let round = 0; round <= chain.repeat; round++) {
    chain.tiers.forEach((tier, index) => {
      due.push({ round, tier, number: index + 1, dueAt: startedAt + round * length + tier.afterMinutes * 60_000 });
    });
  }
  return due.sort((a, b) => a.dueAt - b.dueAt || a.round - b.round || a.number - b.number);
}

/** A tier's place in a run: unique, so nothing fires twice. */
export const firingKey = (runId: string, round: number, tierId: string): string => `${runId}.${round}.${tierId}`;

/** What is still to come. A tier whose time had passed when the chain was edited is not fired in retrospect. */
export function pendingTiers(
  run: { id: string; state: RunState; startedAt: number },
  chain: ChainTiming & { editedAt: number; isActive: boolean },
  fired: ReadonlySet<string>,
): DueTier[] {
  if (run.state !== "running" || !chain.isActive) return [];
  return timetable(chain, run.startedAt).filter(
    ({ round, tier, dueAt }) =>
      !fired.has(firingKey(run.id, round, tier.id)) && (dueAt > chain.editedAt || chain.editedAt <= run.startedAt),
  );
}

export const chainMatches = (
  chain: { severity: Severity | null; isActive: boolean; tiers: readonly Tier[] },
  severity: Severity,
): boolean => chain.isActive && chain.tiers.length > 0 && (chain.severity === null || chain.severity === severity);

export interface Person {
  id: string;
  name: string;
  email: string;
  isActive: boolean;
  role: string;
}

/** How the person was found, step by step: what "why was I paged" shows. */
export interface TargetStep {
  step: "user" | OnCallRole | "managers";
  userId: string | null;
  name: string | null;
  problem: "nobody" | "inactive" | null;
}
/** How a step of the search names a person: "on call as backup". */
export const stepWords = (step: TargetStep["step"]): string =>
  step === "user"
    ? "named in the tier"
    : step === "managers"
      ? "a manager"
      : `on call as ${onCallRoleWords[step].toLowerCase()}`;
export type TargetTrail = TargetStep[];

export interface Target {
  people: Person[];
  trail: TargetTrail;
}

const reachable = (person: Person | undefined): person is Person => person?.isActive === true;

function tryOne(step: TargetStep["step"], person: Person | undefined, userId: string | null): TargetStep {
  const problem = reachable(person) ? null : person ? "inactive" : "nobody";
  return { step, userId, name: person?.name ?? null, problem };
}

/** User of the tier → on-call primary → backup → escalation → the process's managers. The first who can be reached. */
export function resolveTarget(
  tier: Pick<Tier, "userId">,
  onCall: ReadonlyMap<OnCallRole, string>,
  people: ReadonlyMap<string, Person>,
): Target {
  const trail: TargetTrail = [];
  const candidates: [TargetStep["step"], string | null][] = [
    ...(tier.userId ? ([["user", tier.userId]] as [TargetStep["step"], string][]) : []),
    ...onCallRoles.map((role): [TargetStep["step"], string | null] => [role, onCall.get(role) ?? null]),
  ];
  for (const [step, userId] of candidates) {
    const person = userId ? people.get(userId) : undefined;
    trail.push(tryOne(step, person, userId));
    if (reachable(person)) return { people: [person], trail };
  }
  const managers = [...people.values()].filter((person) => person.isActive && person.role === "manager");
  trail.push({ step: "managers", userId: null, name: null, problem: managers.length > 0 ? null : "nobody" });
  return { people: managers, trail };
}

/** True when somebody other than the first choice had to be taken: a gap to show. */
export const hasGap = (trail: TargetTrail): boolean => trail.some((step) => step.problem !== null);
