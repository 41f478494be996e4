import type { Envelope } from "#packages/core/command.ts";
import { describe, logError } from "#packages/core/log.ts";
import { systemEnvelope } from "#packages/core/system-envelope.ts";
import type { Hub } from "./core.ts";
import { type DueTimer, dropTimer, firstDue, postpone } from "./timers.ts";
import type { Outcome } from "./transaction.ts";

/** Firings in one go before others get a turn; what is left is due at once again. */
const firingsPerTurn = 1_000;

/** What a firing needs of the hub around it. */
export interface Firing {
  run(envelope: Envelope, now: number, firing: { timerKey: string }): Outcome;
  follow(outcome: Outcome): void;
  /** D1 is to be told anew when the hub is next due. */
  restate(): void;
}

/** Fires what is due at `now`, in order. `at`: the moment that a timer's command runs at, in UTC milliseconds. */
export function fireDue(hub: Hub, now: number, at: (dueAt: number) => number, steps: Firing): void {
  for (let turn = 0; turn < firingsPerTurn; turn++) {
    const timer = firstDue(hub, now);
    if (!timer) return;
    try {
      fire(hub, timer, at(timer.dueAt), steps);
    } catch (thrown) {
      postpone(hub, timer.key, timer.tries, now);
      steps.restate();
      logError("timer.broke", {
        processId: hub.processId,
        key: timer.key,
        tries: timer.tries + 1,
        error: describe(thrown),
      });
    }
  }
}

function fire(hub: Hub, { key, command, input, dueAt, tries }: DueTimer, now: number, steps: Firing): void {
  const envelope = systemEnvelope(command, JSON.parse(input), "timer", `timer:${key}:${dueAt}`);
  const outcome = steps.run(envelope, now, { timerKey: key });
  if (!outcome.unit) dropTimer(hub, key);
  if (tries > 0) steps.restate();
  if (!outcome.result.ok)
    logError("timer.refused", { processId: hub.processId, key, error: outcome.result.error.message });
  steps.follow(outcome);
}
