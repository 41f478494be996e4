import { getTableName } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { ProcessTable } from "#packages/core/database.ts";
import { chunked } from "#packages/core/lists.ts";
import { remembered } from "#packages/core/remembered.ts";
import { shapeOf, stored } from "#packages/core/rows.ts";
import { wellFormed } from "#packages/core/well-formed.ts";
import type { Hub } from "./core.ts";
import { fitsInRow } from "./row-size.ts";

const insertInto = remembered((table: SQLiteTable): string => {
  const { name, names, columns } = shapeOf(table);
  return `INSERT INTO "${name}" (${names}) VALUES (${Array.from(columns, () => "?").join(", ")})`;
});

type Values = Record<string, unknown>;

/** A row's values as they are bound, in the order of its columns. */
function boundFor(table: SQLiteTable, values: Values): unknown[] {
  const bound = Array.from(shapeOf(table).columns, ([key, column]) => stored(column, values[key]));
  fitsInRow(bound);
  return bound;
}

const readBack = (table: SQLiteTable, values: Values): Values =>
  Object.fromEntries(Array.from(shapeOf(table).columns.keys(), (key) => [key, values[key] ?? null]));

/** Inserts one row and returns it as it reads back: columns that it doesn't name are null, texts are well-formed. */
export function insertRow<T extends SQLiteTable>(hub: Hub, table: T, row: T["$inferInsert"]): T["$inferSelect"] {
  const values: Values = wellFormed(row);
  hub.sql.exec(insertInto(table), ...boundFor(table, values));
  return readBack(table, values);
}

/** As one JSON parameter takes them: far below what SQLite allows for one. */
const rowsAtOnce = 200;

/** `INSERT … SELECT` of the rows in one JSON parameter. */
const insertAllInto = remembered((table: SQLiteTable): string => {
  const { name, names, columns } = shapeOf(table);
  const given = Array.from(columns.keys(), (_, index) => `json_extract(value, '$[${index}]')`).join(", ");
  return `INSERT INTO "${name}" (${names}) SELECT ${given} FROM json_each(?) WHERE true`;
});

function writeAll<T extends SQLiteTable>(
  hub: Hub,
  table: T,
  rows: readonly T["$inferInsert"][],
  conflict: string,
): T["$inferSelect"][] {
  const all = rows.map((row): Values => wellFormed(row));
  for (const some of chunked(all, rowsAtOnce))
    hub.sql.exec(`${insertAllInto(table)} ${conflict}`, JSON.stringify(some.map((values) => boundFor(table, values))));
  return all.map((values) => readBack(table, values));
}

/** The same for many rows, none of them long: one statement for each 200. */
export const insertRows = <T extends SQLiteTable>(
  hub: Hub,
  table: T,
  rows: readonly T["$inferInsert"][],
): T["$inferSelect"][] => writeAll(hub, table, rows, "");

/** Writes columns of many rows, given whole and none of them long: one statement for each 200, each row found by its key. */
export function rewriteRows<T extends ProcessTable>(
  hub: Hub,
  table: T,
  rows: readonly T["$inferSelect"][],
  columns: readonly string[],
): T["$inferSelect"][] {
  const set = columns.map((key) => {
    const name = shapeOf(table).columns.get(key)?.name;
    if (!name) throw new Error(`${getTableName(table)} has no column ${key}.`);
    return `"${name}" = excluded."${name}"`;
  });
  // A whole row that was read is one that could be inserted.
  const whole = rows as readonly T["$inferInsert"][];
  return writeAll(hub, table, whole, `ON CONFLICT (process_id, id) DO UPDATE SET ${set.join(", ")}`);
}

/** Changes columns of one row and returns them as they read back. */
export function updateRow<S extends Values>(hub: Hub, table: SQLiteTable, id: string, set: S): S {
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
