import type { Envelope } from "#packages/core/command.ts";
import { describe, logError } from "#packages/core/log.ts";
import { systemEnvelope } from "#packages/core/system-envelope.ts";
import type { Hub } from "./core.ts";
import { inTransaction } from "./meta.ts";
import { goOnDeriving } from "./rederivations.ts";
import { type DueTimer, firstDue, followFiring, isStillDue, postpone } from "./timers.ts";
import type { Outcome } from "./transaction.ts";

/** Firings in one go before others get a turn; what is left is due at once again. */
const firingsPerTurn = 1_000;

/** What a firing needs of the hub around it. */
export interface Firing {
  run(envelope: Envelope, now: number, firing: DueTimer): Outcome;
  follow(outcome: Outcome): void;
  /** D1 is to be told anew when the hub is next due. */
  restate(): void;
}

/**
 * Fires what is due at `now`, in order, and says how much there was. `at`: the moment that a timer's command runs at, in UTC
 * milliseconds.
 */
export function fireDue(hub: Hub, now: number, at: (dueAt: number) => number, steps: Firing): number {
  goOnDeriving(hub, now);
  for (let turn = 0; turn < firingsPerTurn; turn++) {
    const timer = firstDue(hub, now);
    if (!timer) return turn;
    try {
      // What it depends on may have changed since it was derived: then its row's timers are put right instead.
      if (isStillDue(hub, timer)) fire(hub, timer, at(timer.dueAt), now, steps);
    } catch (thrown) {
      logError("timer.broke", { ...triesOf(hub, timer), error: describe(thrown) });
      giveTime(hub, timer, now, steps);
    }
  }
  return firingsPerTurn;
}

const triesOf = ({ processId }: Hub, { key, tries }: DueTimer) => ({ processId, key, tries: tries + 1 });

function giveTime(hub: Hub, timer: DueTimer, now: number, steps: Firing): void {
  postpone(hub, timer, now);
  steps.restate();
}

function fire(hub: Hub, timer: DueTimer, at: number, now: number, steps: Firing): void {
  const { key, command, input, dueAt, tries } = timer;
  const envelope = systemEnvelope(command, JSON.parse(input), "timer", `timer:${key}:${dueAt}`);
  const outcome = steps.run(envelope, at, timer);
  if (!outcome.result.ok) {
    logError("timer.refused", { ...triesOf(hub, timer), error: outcome.result.error.message });
    giveTime(hub, timer, now, steps);
    return;
  }
  // With what it changed it was followed by the command itself.
  if (!outcome.unit) inTransaction(hub, () => followFiring(hub, timer, now));
  if (tries > 0) steps.restate();
  steps.follow(outcome);
}
