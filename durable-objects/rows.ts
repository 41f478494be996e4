import { and, eq, getTableColumns } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { HubDb, ProcessTable } from "#packages/core/context.ts";

type Keyed = { processId: SQLiteColumn; id: SQLiteColumn };

/** Every process table has these two columns (`processColumns()`); drizzle's generic table type doesn't show them. */
const keyOf = (table: ProcessTable) => getTableColumns(table) as unknown as Keyed;

export const byId = (table: ProcessTable, processId: string, id: string) =>
  and(eq(keyOf(table).processId, processId), eq(keyOf(table).id, id));

export function rowById<T extends ProcessTable>(
  db: HubDb,
  table: T,
  processId: string,
  id: string,
): T["$inferSelect"] | null {
  return (
    (db
      .select()
      .from(table)
      .where(byId(table, processId, id))
      .get() as T["$inferSelect"] | undefined) ?? null
  );
}
