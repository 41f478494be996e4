import { hour, minute } from "#packages/core/clock.ts";

/**
 * Wrong passwords for an account: from one network, and from all together. The first locks that network out; the second
 * only those from where nobody has signed in to the account before, so that no stranger can lock its owner out.
 */
export const triesOfNetwork = 10;
export const triesOfAll = 50;
/** From one network, whatever the addresses: guessing which there are must end as guessing passwords does. */
export const triesOfAnyAddress = 200;
/** Refused tries of an hour that the audit log has one by one: of a network, and of all. Of the rest only each that doubles the count. */
export const refusedOneByOne = { network: 10, all: 500 };
export const lockLength = 15 * minute;
/** Failures are forgotten when none was added for this long. */
export const failuresLast = hour;
/** How long somebody who has proved who they are may take to say which process they want. */
export const choosingLasts = 5 * minute;

export interface Attempts {
  failures: number;
  lockedUntil: number | null;
  updatedAt: number;
}

export const isLocked = (known: Attempts | null, now: number): known is Attempts & { lockedUntil: number } =>
  known?.lockedUntil != null && known.lockedUntil > now;

/** What one more try makes of what was counted. A lock that is over begins the count anew. */
export function counted(known: Attempts | null, allowed: number, now: number) {
  const forgotten = !known || known.lockedUntil !== null || known.updatedAt + failuresLast <= now;
  const failures = (forgotten ? 0 : known.failures) + 1;
  return { failures, lockedUntil: failures >= allowed ? now + lockLength : null };
}

/** Whether the nth of an hour has a row of its own in the log. No attack is without a trace, and none fills the log. */
export const hasRow = (nth: number, oneByOne: number): boolean => nth <= oneByOne || (nth & (nth - 1)) === 0;

/** A process that an account may enter. */
export interface Choice {
  id: string;
  slug: string;
  name: string;
}
