import { day } from "#packages/core/clock.ts";

/** A person on call shouldn't have to sign in at 3 a.m.; what ends a session early is revocation, which is immediate. */
export const sessionLength = 7 * day;

/** Sessions of one person at once; a further one ends the oldest. */
export const sessionsAtOnce = 20;
