import type { Outcome } from "#packages/core/courier.ts";
import type { DeliveryState } from "#packages/core/delivery.ts";
import { doubled } from "#packages/core/patience.ts";

/** The new state of one delivery. */
export type Settled =
  | { id: string; state: "sent"; providerId: string | null }
  | { id: string; state: "dropped" | "parked"; reason: string }
  | { id: string; state: "queued"; reason: string; nextTryAt: number; alone: boolean };

/** Tries before a message is parked: with the waits below, a little over an hour. */
export const maxTries = 16;
const longestWait = 10 * 60_000;
/** A service may ask for more patience, but all tries have to fit into the 24 hours that it remembers a batch for. */
const longestAskedWait = 60 * 60_000;

/** Wait before the next try: 1 s, 2 s, 4 s … 10 min, each shortened by up to a quarter so that hubs don't march in step. */
export const backoff = (tries: number, dice: number): number =>
  Math.round(doubled(tries, 1_000, longestWait) * (1 - dice / 4));

/** What each delivery of a batch becomes. */
export function settle(
  batch: { id: string; attempts: number }[],
  outcome: Exclude<Outcome, { kind: "resting" }>,
  now: number,
  dice = Math.random(),
): Settled[] {
  switch (outcome.kind) {
    case "accepted": {
      const refused = new Map(outcome.refused.map((one) => [one.index, one.message]));
      return batch.map(({ id }, index) => {
        const problem = refused.get(index);
        if (problem !== undefined) return { id, state: "parked", reason: problem };
        return { id, state: "sent", providerId: outcome.ids[index] ?? null };
      });
    }
    case "refused":
      // Refused as a whole: nothing of it went out, so each can be tried by itself and only the bad one stays behind.
      if (batch.length > 1)
        return batch.map(({ id }) => ({
          id,
          state: "queued",
          reason: outcome.message,
          nextTryAt: now,
          alone: true,
        }));
      return batch.map(({ id }) => ({ id, state: "parked", reason: outcome.message }));
    case "retry":
      return batch.map(({ id, attempts }) => {
        if (attempts + 1 >= maxTries)
          return {
            id,
            state: "parked",
            reason: `Given up after ${maxTries} tries; it may have arrived all the same. ${outcome.message}`,
          };
        const wait = Math.max(Math.min(outcome.afterMs ?? 0, longestAskedWait), backoff(attempts, dice));
        return { id, state: "queued", reason: outcome.message, nextTryAt: now + wait, alone: false };
      });
  }
}

/** Reports of the mail service come late, twice and out of order: only a later stage replaces an earlier one. */
const stage: Record<DeliveryState, number> = {
  queued: 0,
  unseen: 0,
  parked: 1,
  dropped: 1,
  sent: 2,
  delivered: 3,
  bounced: 4,
  complained: 5,
};
export const supersedes = (reported: DeliveryState, present: DeliveryState): boolean =>
  stage[reported] > stage[present];
