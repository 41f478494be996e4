import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { remembered } from "#packages/core/remembered.ts";
import { shapeOf, stored } from "#packages/core/rows.ts";
import { wellFormed } from "#packages/core/well-formed.ts";
import type { Hub } from "./core.ts";
import { fitsInRow } from "./row-size.ts";

const insertInto = remembered((table: SQLiteTable): string => {
  const { name, names, columns } = shapeOf(table);
  return `INSERT INTO "${name}" (${names}) VALUES (${Array.from(columns, () => "?").join(", ")})`;
});

/** Inserts one row and returns it as it reads back: columns that it doesn't name are null, texts are well-formed. */
export function insertRow<T extends SQLiteTable>(hub: Hub, table: T, row: T["$inferInsert"]): T["$inferSelect"] {
  const { columns } = shapeOf(table);
  const values = wellFormed(row) as Record<string, unknown>;
  const bound = Array.from(columns, ([key, column]) => stored(column, values[key]));
  fitsInRow(bound);
  hub.sql.exec(insertInto(table), ...bound);
  return Object.fromEntries(Array.from(columns.keys(), (key) => [key, values[key] ?? null]));
}

/** Changes columns of one row and returns them as they read back. */
export function updateRow<S extends Record<string, unknown>>(hub: Hub, table: SQLiteTable, id: string, set: S): S {
  const { name, columns } = shapeOf(table);
  const values = wellFormed(set);
  const changed = Object.keys(values).flatMap((key) => {
    const column = columns.get(key);
    return column ? [{ column, value: values[key] }] : [];
  });
  const bound = changed.map(({ column, value }) => stored(column, value));
  fitsInRow(bound);
  hub.sql.exec(
    `UPDATE "${name}" SET ${changed.map(({ column }) => `"${column.name}" = ?`).join(", ")} WHERE process_id = ? AND id = ?`,
    ...bound,
    hub.processId,
    id,
  );
  return values;
}

export function deleteRow(hub: Hub, table: SQLiteTable, id: string): void {
  hub.sql.exec(`DELETE FROM "${shapeOf(table).name}" WHERE process_id = ? AND id = ?`, hub.processId, id);
}
