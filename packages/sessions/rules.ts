import { day, minute } from "#packages/core/clock.ts";

/** A person on call shouldn't have to sign in at 3 a.m.; what ends a session early is revocation, which is immediate. */
export const sessionLength = 7 * day;

/** Wrong passwords before an account is locked, and how long. */
export const triesAllowed = 10;
export const lockLength = 15 * minute;

export const lockAfter = (failures: number, now: number): number | null =>
  failures >= triesAllowed ? now + lockLength : null;
