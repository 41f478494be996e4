import type { Severity } from "#packages/incidents/rules.ts";

/** When which tier is due. Pure: the hub, the countdown and the dry run all call this. Whom it reaches: `reach.ts`. */

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

/** `exhausted`: nothing is left to fire, until an edit of the chain adds something. `stopped` is for good. */
export type RunState = "running" | "stopped" | "exhausted";
/** Why a run is exhausted that no edit has cut short. */
export const allFired = "every tier has fired";
export type Outcome = "paged" | "unreachable" | "held";

export interface DueTier {
  round: number;
  tier: Tier;
  /** 1-based. */
  number: number;
  dueAt: number;
}

export interface ChainTiming {
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

/** Every tier of every round, in the order they are due: by time, at one moment by number. A round ends before the next. */
export function* timetable(chain: ChainTiming, startedAt: number): Generator<DueTier> {
  const length = roundMinutes(chain.tiers) * 60_000;
  const inOrder = chain.tiers
    .map((tier, index) => ({ tier, number: index + 1 }))
    .sort((a, b) => a.tier.afterMinutes - b.tier.afterMinutes || a.number - b.number);
  for (let round = 0; round <= chain.repeat; round++)
    for (const { tier, number } of inOrder)
      yield { round, tier, number, dueAt: startedAt + round * length + tier.afterMinutes * 60_000 };
}

/** A tier's place in a run. */
export const placeOf = ({ round, tier }: { round: number; tier: { id: string } }): string => `${round}.${tier.id}`;

/** Unique, so nothing fires twice. */
export const firingKey = (runId: string, place: string): string => `${runId}.${place}`;

export interface RunTiming {
  startedAt: number;
  /** What the tiers' minutes count from: the start, or earlier for a run that goes on where another was stopped. */
  countedFrom: number;
  /** The chain's version at the start. */
  chainVersion: number;
  /** Places that had their turn in the run that this one continues. */
  skipped: readonly string[];
  /** Places that were due before the last edit and could not fire: still to come, though their time has passed. */
  owed: readonly string[];
}

interface EditedChain extends ChainTiming {
  isActive: boolean;
  /** When its timing or tiers last changed, and the version that this made. */
  editedAt: number;
  timingVersion: number;
}

/**
 * What a run has still to fire, soonest first. A tier whose time had passed when the chain was edited is not fired in
 * retrospect; whether there was an edit since the start is told by versions, not by the clock, which may step back.
 */
export function* remainingTiers(run: RunTiming, chain: EditedChain, fired: ReadonlySet<string>): Generator<DueTier> {
  if (!chain.isActive) return;
  const edited = chain.timingVersion > run.chainVersion;
  for (const due of timetable(chain, run.countedFrom)) {
    const place = placeOf(due);
    if (fired.has(place) || run.skipped.includes(place) || due.dueAt < run.startedAt) continue;
    if (!edited || due.dueAt > chain.editedAt || run.owed.includes(place)) yield due;
  }
}

/** What comes after the last tier that fired: where an escalation by hand goes on. */
export function tiersAfter(
  run: Pick<RunTiming, "countedFrom" | "skipped">,
  chain: ChainTiming,
  fired: ReadonlySet<string>,
): DueTier[] {
  const all = [...timetable(chain, run.countedFrom)];
  const done = (due: DueTier) => fired.has(placeOf(due)) || run.skipped.includes(placeOf(due));
  return all.slice(all.findLastIndex(done) + 1);
}

export const chainMatches = (
  chain: { severity: Severity | null; isActive: boolean; tiers: readonly Tier[] },
  severity: Severity,
): boolean => chain.isActive && chain.tiers.length > 0 && (chain.severity === null || chain.severity === severity);

/** What an escalation says of an incident when a tier has fired: it reached somebody, or nobody. */
export const pageTypes: readonly string[] = ["incident.paged", "incident.unreachable"];
