import { doubled } from "#packages/core/patience.ts";

const FIRST_MS = 500;
const MOST_MS = 30_000;

/** Wait before try number `attempt` (from 0): doubling, and somewhere in its upper half, so that not all come back at once. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = doubled(attempt, FIRST_MS, MOST_MS);
  return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}
