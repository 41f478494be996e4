import { getTableName } from "drizzle-orm";
import type { HubDb, ProcessTable } from "./database.ts";

/**
 * The ids of a table's rows with a timer whose time has come and that has not fired. What is due fires before any command, so
 * in a verb these are the ones whose command broke. Null: it can't be told, as timers that depend on this row of another table
 * are still being derived.
 */
export function overdueOf(
  db: HubDb,
  table: ProcessTable,
  now: number,
  on: { table: ProcessTable; id: string },
): string[] | null {
  const { sql } = db.$client;
  const source = getTableName(table);
  const deriving = sql.exec(
    "SELECT 1 FROM hub_rederivations WHERE source = ? AND table_name = ? AND row_id = ?",
    source,
    getTableName(on.table),
    on.id,
  );
  if (deriving.toArray().length > 0) return null;
  const due = sql.exec<{ id: string }>(
    `SELECT entity_id AS id FROM hub_timers WHERE tries > 0 AND source = ?1 AND due_at <= ?2
     UNION SELECT entity_id FROM hub_timers WHERE fire_at <= ?2 AND source = ?1`,
    source,
    now,
  );
  return Array.from(due, ({ id }) => id);
}
