import { timerSource } from "#packages/core/module.ts";
import { lookup } from "#packages/core/rows.ts";
import { fireTier } from "./commands.server.ts";
import type { DueTier } from "./rules.ts";
import { openRunsOfChain, pendingOf } from "./store.server.ts";
import { escalationRuns } from "./tables.ts";

const runsByState = lookup(escalationRuns, ["state"]);

/** Few, because an edit of a chain derives those of all its runs; not one, so that a firing that breaks holds up no other. */
const timersAhead = 3;

const twoDigits = (value: number) => String(value).padStart(2, "0");

/** Of one moment, timers fire in the order of their keys: that of the rounds and tiers. */
const keyOf = (runId: string, { round, number, tier }: DueTier): string =>
  `tier:${runId}.${twoDigits(round)}.${twoDigits(number)}.${tier.id}`;

function nextOf(pending: Iterable<DueTier>): DueTier[] {
  const next: DueTier[] = [];
  for (const due of pending) if (next.push(due) === timersAhead) break;
  return next;
}

/** The next tiers that a running escalation has to fire. Follows each edit of its chain by itself. */
export const tierTimers = timerSource({
  table: escalationRuns,
  alsoOn: [{ table: "escalation_chains", rows: (db, chain) => openRunsOfChain(db, chain.processId, chain.id) }],
  live: (db, processId) => runsByState.all(db, processId, { state: "running" }),
  derive: (db, run) =>
    nextOf(pendingOf(db, run)).map((due) => ({
      key: keyOf(run.id, due),
      dueAt: due.dueAt,
      command: fireTier.name,
      input: { runId: run.id, round: due.round, tierId: due.tier.id, dueAt: due.dueAt },
    })),
});
