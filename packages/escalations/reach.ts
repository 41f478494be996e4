import type { Role } from "#packages/core/permissions.ts";
import { roleWords } from "#packages/incidents/rules.ts";
import { type OnCallRole, onCallRoles, onCallRoleWords } from "#packages/on-call/rules.ts";
import type { Tier } from "./rules.ts";

/** Whom a tier reaches. Pure: the hub, the countdown and the dry run all call this. */

export interface Person {
  id: string;
  name: string;
  email: string;
  isActive: boolean;
  role: Role;
  /** Whether they may act on incidents here. */
  canAct: boolean;
}

/** The people of a process, as far as somebody asks. */
export interface People {
  find(id: string): Person | null;
  managers(): Person[];
}

/** Why a step found nobody who can be paged. `cannot_act`: an account that may not acknowledge an incident. */
export type StepProblem = "nobody" | "inactive" | "cannot_act";

/** How the person was found, step by step: what "why was I paged" shows. */
export interface TargetStep {
  step: "user" | "hand" | OnCallRole | "managers";
  userId: string | null;
  name: string | null;
  /** Only of somebody who can't act. */
  role: Role | null;
  problem: StepProblem | null;
}
export type TargetTrail = TargetStep[];

export interface Target {
  people: Person[];
  trail: TargetTrail;
}

/** How a step of the search names a person: "on call as backup". */
export const stepWords = (step: TargetStep["step"]): string =>
  step === "user"
    ? "named in the tier"
    : step === "hand"
      ? "chosen by hand"
      : step === "managers"
        ? "a manager"
        : `on call as ${onCallRoleWords[step].toLowerCase()}`;

/** "Vera can't act on incidents: role viewer". */
export function problemWords(who: string, problem: Exclude<StepProblem, "nobody">, role: Role | null): string {
  if (problem === "inactive") return `${who} is not active`;
  return `${who} can't act on incidents${role ? `: ${roleWords(role)}` : ""}`;
}

/** Why a step found nobody: "Vera (named in the tier) can't act on incidents: role viewer". */
export function missedWords({ step, name, role, problem }: TargetStep): string | null {
  if (problem === null) return null;
  if (problem === "nobody") return `nobody is ${stepWords(step)}`;
  return problemWords(`${name} (${stepWords(step)})`, problem, role);
}

/** Why this person can't be paged, or null. */
export function problemOf(person: Pick<Person, "isActive" | "canAct"> | null): StepProblem | null {
  if (!person) return "nobody";
  if (!person.isActive) return "inactive";
  return person.canAct ? null : "cannot_act";
}

const stepOf = (step: TargetStep["step"], userId: string | null, person: Person | null): TargetStep => {
  const problem = problemOf(person);
  return {
    step,
    userId,
    name: person?.name ?? null,
    role: problem === "cannot_act" ? (person?.role ?? null) : null,
    problem,
  };
};

/** User of the tier → on-call primary → backup → escalation → the process's managers. The first who can be reached. */
export function resolveTarget(
  tier: Pick<Tier, "userId">,
  onCall: ReadonlyMap<OnCallRole, string>,
  people: People,
): Target {
  const trail: TargetTrail = [];
  const candidates: [TargetStep["step"], string | null][] = [
    ...(tier.userId ? ([["user", tier.userId]] as [TargetStep["step"], string][]) : []),
    ...onCallRoles.map((role): [TargetStep["step"], string | null] => [role, onCall.get(role) ?? null]),
  ];
  for (const [step, userId] of candidates) {
    const person = userId ? people.find(userId) : null;
    const tried = stepOf(step, userId, person);
    trail.push(tried);
    if (person && tried.problem === null) return { people: [person], trail };
  }
  const managers = people.managers().filter((person) => problemOf(person) === null);
  const problem = managers.length > 0 ? null : "nobody";
  trail.push({ step: "managers", userId: null, name: null, role: null, problem });
  return { people: managers, trail };
}

/** True when somebody other than the first choice had to be taken: a gap to show. */
export const hasGap = (trail: TargetTrail): boolean => trail.some((step) => step.problem !== null);
