import { capital } from "#packages/core/capital.ts";
import { minute } from "#packages/core/clock.ts";
import { formatDuration } from "#packages/core/duration.ts";
import type { Role } from "#packages/core/permissions.ts";
import type { ChainAnswer } from "#packages/escalations/answer.ts";
import { problemWords, type TargetTrail } from "#packages/escalations/reach.ts";
import { type Channel, channelWords } from "#packages/escalations/rules.ts";
import { roleWords } from "#packages/incidents/rules.ts";

/** How a chain reads aloud: "at once Asha by e-mail, after 15 min the on-call primary by e-mail and Slack, repeats 2×". */

const listed = (words: readonly string[], last: "and" | "or" = "and") =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;

const whenWords = (minutes: number): string => (minutes > 0 ? `after ${formatDuration(minutes * minute)}` : "at once");

export const howWords = (channels: readonly Channel[]): string => {
  const sent = channels.filter((channel) => channel !== "in_app").map((channel) => channelWords[channel]);
  const ways = [sent.length > 0 && `by ${listed(sent)}`, channels.includes("in_app") && channelWords.in_app];
  return listed(ways.filter((way) => way !== false));
};

export interface StepWords {
  key: string;
  when: string;
  who: string;
  how: string;
  /** Why this person can't be reached, or is no second one, if so. */
  problem: string | null;
}

export interface NamedPerson {
  id: string;
  name: string;
  isActive: boolean;
  role: Role;
  /** May acknowledge incidents. */
  canAct: boolean;
}

/** What a list of people says behind the name of one who can't be paged: " (not active)". */
export function personTrouble({ isActive, role, canAct }: NamedPerson): string | null {
  if (!isActive) return " (not active)";
  return canAct ? null : ` (${roleWords(role)}, can't act)`;
}

/** Why a tier's person is not paged, or null. */
function personProblem(person: NamedPerson | undefined): string | null {
  const instead = "the on-call primary is paged instead";
  if (!person?.isActive) return `not active: ${instead}`;
  return person.canAct ? null : `can't act on incidents (${roleWords(person.role)}): ${instead}`;
}

export function chainSteps(tiers: ChainAnswer["tiers"], people: readonly NamedPerson[]): StepWords[] {
  return tiers.map(({ id, afterMinutes, channels, userId }, place) => {
    const person = people.find((each) => each.id === userId);
    const named = person?.name ?? "somebody who left";
    const again = userId !== null && tiers[place - 1]?.userId === userId;
    const problem = (userId ? personProblem(person) : null) ?? (again ? `the same person as tier ${place}` : null);
    return {
      key: id,
      when: whenWords(afterMinutes),
      who: userId ? named : "the on-call primary",
      how: howWords(channels),
      problem,
    };
  });
}

export const repeatWords = (repeat: number): string | null => (repeat > 0 ? `repeats ${repeat}×` : null);

const stepWords: Record<TargetTrail[number]["step"], string> = {
  user: "named by this tier",
  hand: "chosen by hand",
  primary: "on-call primary",
  backup: "on-call backup",
  escalation: "on-call escalation",
  managers: "every active manager",
};

function lostWords({ step, name, role, problem }: TargetTrail[number]): string {
  if (problem === "nobody") return "the person named left";
  return problem === null ? "" : problemWords(`${name} (${stepWords[step]})`, problem, role);
}

/** Why it is them, for somebody else to read: "Every active manager. Nobody is on call as primary or backup." */
export function whyThem(trail: TargetTrail): string {
  const found = trail.find((step) => step.problem === null);
  const missed = trail.filter((step) => step.problem !== null && step.step !== "managers");
  const lost = missed.filter(({ step, problem }) => problem !== "nobody" || step === "user");
  const empty = missed.filter((each) => !lost.includes(each)).map(({ step }) => step);
  const failed = lost.map(lostWords);
  if (empty.length > 0) failed.push(`nobody is on call as ${listed(empty, "or")}`);
  const sentence = (text: string) => `${capital(text)}.`;
  const before = failed.length > 0 ? sentence(listed(failed)) : "";
  return found
    ? [sentence(stepWords[found.step]), before].filter(Boolean).join(" ")
    : `${before} No manager is active.`;
}
