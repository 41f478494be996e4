import { getTableName } from "drizzle-orm";
import { timerSources } from "#packages/modules.ts";
import type { Hub } from "./core.ts";
import { noteForMirror } from "./mirror-queue.ts";
import { followDeliveries } from "./queue.ts";
import { followDependencies } from "./rederivations.ts";
import { followSearch } from "./search-index.ts";
import { followStanding } from "./standing.ts";
import { rederive } from "./timers.ts";
import type { RowChange } from "./writes.ts";

/** What follows from changed rows, still inside the transaction: mirror entries, the queue of messages, search documents, timers. */
export function followChanges(hub: Hub, rev: number, changes: RowChange[], now: number): void {
  noteForMirror(hub, changes, rev);
  followDeliveries(hub, changes);
  followStanding(hub, changes);
  for (const change of changes) {
    followSearch(hub, change);
    const source = timerSources.get(getTableName(change.table));
    if (source) rederive(hub, source, change.id, change.after);
    followDependencies(hub, change, now);
  }
}
