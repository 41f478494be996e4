import { timerSource } from "#packages/core/module.ts";
import { lookup } from "#packages/core/rows.ts";
import { fireTier } from "./commands.server.ts";
import { firingKey } from "./rules.ts";
import { pendingOf } from "./store.server.ts";
import { escalationRuns } from "./tables.ts";

const runsByState = lookup(escalationRuns, ["state"]);

/** Every tier that a running escalation has still to fire. Follows each edit of a chain by itself. */
export const tierTimers = timerSource({
  table: escalationRuns,
  alsoOn: ["escalation_chains"],
  live: (db, processId) => runsByState.all(db, processId, { state: "running" }),
  derive: (db, run) =>
    pendingOf(db, run).map(({ round, tier, dueAt }) => ({
      key: `tier:${firingKey(run.id, round, tier.id)}`,
      dueAt,
      command: fireTier.name,
      input: { runId: run.id, round, tierId: tier.id, dueAt },
    })),
});
