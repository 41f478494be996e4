import { timerSource } from "#packages/core/module.ts";
import { lookup } from "#packages/core/rows.ts";
import { forgetError } from "./commands.server.ts";
import { keptMs } from "./rules.ts";
import { errorGroups } from "./tables.ts";

const all = lookup(errorGroups, []);

/** The end of each error's keeping. */
export const errorTimers = timerSource({
  table: errorGroups,
  alsoOn: [],
  live: (db, processId) => all.all(db, processId, {}),
  derive: (_db, group) => [
    { key: `error:${group.id}`, dueAt: group.lastAt + keptMs, command: forgetError.name, input: { id: group.id } },
  ],
});
