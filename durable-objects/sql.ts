import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { remembered } from "#packages/core/remembered.ts";
import { shapeOf, stored } from "#packages/core/rows.ts";
import type { Hub } from "./core.ts";

const insertInto = remembered((table: SQLiteTable): string => {
  const { name, names, columns } = shapeOf(table);
  return `INSERT INTO "${name}" (${names}) VALUES (${Array.from(columns, () => "?").join(", ")})`;
});

/** Inserts one row; columns that it doesn't name are null. */
export function insertRow<T extends SQLiteTable>(hub: Hub, table: T, row: T["$inferInsert"]): void {
  const { columns } = shapeOf(table);
  const values = row as Record<string, unknown>;
  hub.sql.exec(insertInto(table), ...Array.from(columns, ([key, column]) => stored(column, values[key])));
}

/** The row as it reads when it was inserted: each of its columns, null where nothing was given. */
export function wholeRow<T extends SQLiteTable>(table: T, row: T["$inferInsert"]): T["$inferSelect"] {
  const values = row as Record<string, unknown>;
  return Object.fromEntries(Array.from(shapeOf(table).columns.keys(), (key) => [key, values[key] ?? null]));
}

export function updateRow(hub: Hub, table: SQLiteTable, id: string, set: Record<string, unknown>): void {
  const { name, columns } = shapeOf(table);
  const changed = Object.keys(set).flatMap((key) => {
    const column = columns.get(key);
    return column ? [{ column, value: set[key] }] : [];
  });
  hub.sql.exec(
    `UPDATE "${name}" SET ${changed.map(({ column }) => `"${column.name}" = ?`).join(", ")} WHERE process_id = ? AND id = ?`,
    ...changed.map(({ column, value }) => stored(column, value)),
    hub.processId,
    id,
  );
}

export function deleteRow(hub: Hub, table: SQLiteTable, id: string): void {
  hub.sql.exec(`DELETE FROM "${shapeOf(table).name}" WHERE process_id = ? AND id = ?`, hub.processId, id);
}
