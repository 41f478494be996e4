import { getTableName } from "drizzle-orm";
import { processTables } from "#packages/modules.ts";
import { type Hub, one } from "./core.ts";
import type { RowChange } from "./writes.ts";

/** Notes that D1 has to be told of a row (or of its removal). One entry per row: only its newest state counts. */
export function noteForMirror(hub: Hub, { table, id, before, after }: RowChange, rev: number): void {
  const name = getTableName(table);
  hub.sql.exec(
    "INSERT INTO hub_mirror (table_name, row_id, rev) VALUES (?, ?, ?) ON CONFLICT (table_name, row_id) DO UPDATE SET rev = excluded.rev",
    name,
    id,
    rev,
  );
  if (!after) {
    hub.sql.exec(
      "INSERT INTO tombstones (process_id, table_name, row_id, rev) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET rev = excluded.rev",
      hub.processId,
      name,
      id,
      rev,
    );
  } else if (!before) {
    hub.sql.exec(
      "DELETE FROM tombstones WHERE process_id = ? AND table_name = ? AND row_id = ?",
      hub.processId,
      name,
      id,
    );
  }
}

/** Notes every row of the process, and every removed one. */
export function queueEverything(hub: Hub): void {
  for (const name of processTables.keys())
    hub.sql.exec(
      `INSERT INTO hub_mirror (table_name, row_id, rev) SELECT ?, id, rev FROM "${name}" WHERE process_id = ? ON CONFLICT (table_name, row_id) DO UPDATE SET rev = excluded.rev`,
      name,
      hub.processId,
    );
  hub.sql.exec(
    "INSERT INTO hub_mirror (table_name, row_id, rev) SELECT table_name, row_id, rev FROM tombstones WHERE process_id = ? ON CONFLICT DO NOTHING",
    hub.processId,
  );
}

export const mirrorBacklog = (hub: Hub): number =>
  one<{ n: number }>(hub.sql, "SELECT count(*) AS n FROM hub_mirror")?.n ?? 0;
