import { getTableColumns, getTableName } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Hub } from "./core.ts";

interface Shape {
  name: string;
  columns: Map<string, SQLiteColumn>;
  insert: string;
}

const shapes = new WeakMap<SQLiteTable, Shape>();

/** What drizzle knows of a table, made into plain SQL once: every command writes a dozen rows through these. */
function shapeOf(table: SQLiteTable): Shape {
  const known = shapes.get(table);
  if (known) return known;
  // Drizzle's generic table hides its column type; a SQLite table has SQLite columns.
  const columns = new Map(Object.entries(getTableColumns(table) as Record<string, SQLiteColumn>));
  const names = [...columns.values()].map((column) => `"${column.name}"`);
  const name = getTableName(table);
  const insert = `INSERT INTO "${name}" (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`;
  const shape = { name, columns, insert };
  shapes.set(table, shape);
  return shape;
}

const stored = (column: SQLiteColumn, value: unknown): unknown =>
  value === null || value === undefined ? null : column.mapToDriverValue(value);

/** Inserts one row; columns that it doesn't name are null. */
export function insertRow<T extends SQLiteTable>(hub: Hub, table: T, row: T["$inferInsert"]): void {
  const { columns, insert } = shapeOf(table);
  const values = row as Record<string, unknown>;
  hub.sql.exec(insert, ...Array.from(columns, ([key, column]) => stored(column, values[key])));
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
