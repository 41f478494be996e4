import { capital } from "#packages/core/capital.ts";
import { missedWords, stepWords, type TargetTrail } from "#packages/escalations/reach.ts";
import { channelWords } from "#packages/escalations/rules.ts";

const known: Record<string, string> = channelWords;

/** "by e-mail and Slack", "in the app". */
export function channelsWords(channels: readonly string[]): string {
  const words = channels.map((channel) => known[channel] ?? channel);
  return words.map((word, index) => (index === 0 && !word.startsWith("in ") ? `by ${word}` : word)).join(" and ");
}

/** How the person was found: "on call as backup". */
export function foundWords(trail: TargetTrail): string | null {
  const found = trail.find(({ problem }) => problem === null);
  return found ? stepWords(found.step) : null;
}

/** Who should have been reached first, and why they were not. */
export function gapWords(trail: TargetTrail): string | null {
  const missed = trail.map(missedWords).filter((words) => words !== null);
  if (missed.length === 0) return null;
  return `${capital(missed.join("; "))}.`;
}
