import { getTableName } from "drizzle-orm";
import { clock } from "#packages/core/clock.ts";
import type { Hub } from "./core.ts";
import { one } from "./one.ts";
import type { RowChange } from "./writes.ts";

/** Notes that D1 has to be told of rows (or of their removal). One entry per row: only its newest state counts. */
export function noteForMirror(hub: Hub, changes: readonly RowChange[], rev: number): void {
  const idsOf = (some: readonly RowChange[]) => JSON.stringify(some.map(({ id }) => id));
  for (const [table, ofTable] of Map.groupBy(changes, (change) => change.table)) {
    const name = getTableName(table);
    const gone = ofTable.filter(({ after }) => after === null);
    const made = ofTable.filter(({ before, after }) => before === null && after !== null);
    hub.sql.exec(
      `INSERT INTO hub_mirror (table_name, row_id, rev) SELECT ?, value, ? FROM json_each(?) WHERE true
         ON CONFLICT (table_name, row_id) DO UPDATE SET rev = excluded.rev`,
      name,
      rev,
      idsOf(ofTable),
    );
    if (gone.length > 0)
      hub.sql.exec(
        `INSERT INTO tombstones (process_id, table_name, row_id, rev, at) SELECT ?, ?, value, ?, ? FROM json_each(?) WHERE true
           ON CONFLICT DO UPDATE SET rev = excluded.rev, at = excluded.at`,
        hub.processId,
        name,
        rev,
        clock.now(),
        idsOf(gone),
      );
    if (made.length > 0)
      hub.sql.exec(
        `DELETE FROM tombstones WHERE process_id = ? AND table_name = ? AND row_id IN (SELECT value FROM json_each(?))`,
        hub.processId,
        name,
        idsOf(made),
      );
  }
}

export const mirrorBacklog = (hub: Hub): number =>
  one<{ n: number }>(hub.sql, "SELECT count(*) AS n FROM hub_mirror")?.n ?? 0;
