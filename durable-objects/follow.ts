import { getTableName } from "drizzle-orm";
import { timerSources } from "#packages/modules.ts";
import type { Hub } from "./core.ts";
import { noteForMirror } from "./mirror-queue.ts";
import { followDeliveries } from "./queue.ts";
import { followSearch } from "./search-index.ts";
import { rederive } from "./timers.ts";
import type { RowChange } from "./writes.ts";

/** What follows from changed rows, still inside the transaction: mirror entries, the queue of messages, search documents, timers. */
export function followChanges(hub: Hub, rev: number, changes: RowChange[]): void {
  noteForMirror(hub, changes, rev);
  followDeliveries(hub, changes);
  for (const change of changes) {
    followSearch(hub, change);
  }
  followTimers(hub, changes);
}

function followTimers(hub: Hub, changes: RowChange[]): void {
  for (const source of timerSources) {
    const name = getTableName(source.table);
    for (const { table, rows } of source.alsoOn)
      for (const { id } of changesOf(changes, table))
        for (const row of rows(hub.db, { processId: hub.processId, id })) rederive(hub, source, row.id, row);
    for (const { id, after } of changesOf(changes, name)) rederive(hub, source, id, after);
  }
}

function changesOf(changes: RowChange[], name: string): RowChange[] {
  return changes.filter(({ table }) => getTableName(table) === name);
}
