import { hour } from "#packages/core/clock.ts";

/** Fixed, not extended by looking: a look costs no write, and somebody who looks all day is in the log each hour. */
export const visitLength = hour;

export const stands = (visit: { endedAt: number | null; expiresAt: number }, now: number): boolean =>
  visit.endedAt === null && visit.expiresAt > now;
