import { clock } from "#packages/core/clock.ts";
import type { Hub } from "./core.ts";
import { earliestDelivery } from "./lanes.ts";
import { earliestTimer } from "./timers.ts";

/** How long after a command the hub looks again whether everything that follows from it was done. */
export const sweepAfterMs = 2_000;

/**
 * Stands the one alarm at the earliest thing due. Called last in each transaction, so the alarm is as durable as the rows:
 * a hub that dies between them and what follows is woken for it.
 */
export function arm(hub: Hub, state: { armedAt: number | null }, more: (number | null)[], swept = false): void {
  const now = clock.now();
  const sweep = swept ? null : now + sweepAfterMs;
  // What is due to be sent is being sent: looking again at once would spin until a slow mail service answers.
  const delivery = earliestDelivery(hub);
  const again = delivery !== null && delivery <= now ? now + sweepAfterMs : delivery;
  const due = [earliestTimer(hub), again, sweep, ...more].filter((at) => at !== null);
  if (due.length === 0) return;
  const earliest = Math.max(Math.min(...due), now);
  if (state.armedAt !== null && state.armedAt <= earliest && state.armedAt > now) return;
  state.armedAt = earliest;
  void hub.storage.setAlarm(earliest);
}
