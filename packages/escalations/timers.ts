import { dependency, timerSource } from "#packages/core/module.ts";
import { fireTier } from "./commands.server.ts";
import type { DueTier } from "./rules.ts";
import { openRuns, openRunsOfChain, pendingOf } from "./store.server.ts";
import { escalationChains, escalationRuns, type Run } from "./tables.ts";

const twoDigits = (value: number) => String(value).padStart(2, "0");

/** Of one moment, timers fire in the order of their keys: that of the rounds and tiers. */
const keyOf = (runId: string, { round, number, tier }: DueTier): string =>
  `tier:${runId}.${twoDigits(round)}.${twoDigits(number)}.${tier.id}`;

const timerOf = (run: Run, due: DueTier) => ({
  key: keyOf(run.id, due),
  dueAt: due.dueAt,
  command: fireTier.name,
  input: { runId: run.id, round: due.round, tierId: due.tier.id, dueAt: due.dueAt },
});

/** The tiers that an escalation has still to fire. Follows each edit of its chain by itself. */
export const tierTimers = timerSource({
  table: escalationRuns,
  alsoOn: [
    dependency({
      on: escalationChains,
      matters: (before, after) => before?.timingVersion !== after?.timingVersion,
      rows: (db, chain, page) => openRunsOfChain(db, chain.processId, chain.id, page),
    }),
  ],
  live: openRuns,
  *derive(db, run: Run) {
    for (const due of pendingOf(db, run)) yield timerOf(run, due);
  },
});
