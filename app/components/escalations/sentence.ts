import type { ChainAnswer } from "#packages/escalations/answer.ts";
import { type Channel, channelWords } from "#packages/escalations/rules.ts";

/** How a chain reads aloud: "at once Asha by e-mail, after 15 min the on-call primary by e-mail and Slack, repeats 2×". */

const listed = (words: readonly string[]) =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

export const whenWords = (minutes: number): string => {
  if (!(minutes > 0)) return "at once";
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `after ${[hours > 0 && `${hours} h`, rest > 0 && `${rest} min`].filter(Boolean).join(" ")}`;
};

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
  /** Why this person can't be reached, if so. */
  problem: string | null;
}

export interface NamedPerson {
  id: string;
  name: string;
  isActive: boolean;
}

export function chainSteps(tiers: ChainAnswer["tiers"], people: readonly NamedPerson[]): StepWords[] {
  return tiers.map(({ id, afterMinutes, channels, userId }) => {
    const person = people.find((each) => each.id === userId);
    const named = person?.name ?? "somebody who left";
    const problem = userId && !person?.isActive ? "not active: the on-call primary is paged instead" : null;
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
