import type { SQLiteTable } from "drizzle-orm/sqlite-core";
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
const place = (index: number) => `json_extract(given.value, '$[${index}]')`;

/** The same for many rows, none of them long: one statement for each 200. */
export function insertRows<T extends SQLiteTable>(
  hub: Hub,
  table: T,
  rows: readonly T["$inferInsert"][],
): T["$inferSelect"][] {
  const { name, names, columns } = shapeOf(table);
  const all = rows.map((row): Values => wellFormed(row));
  const given = Array.from(columns.keys(), (_, index) => place(index)).join(", ");
  for (const some of chunked(all, rowsAtOnce))
    hub.sql.exec(
      `INSERT INTO "${name}" (${names}) SELECT ${given} FROM json_each(?) AS given`,
      JSON.stringify(some.map((values) => boundFor(table, values))),
    );
  return all.map((values) => readBack(table, values));
}

/** The columns of a table that a change names, with what is bound for each. */
function changedColumns(table: SQLiteTable, values: Values): { name: string; bound: unknown }[] {
  const { columns } = shapeOf(table);
  const changed = Object.keys(values).flatMap((key) => {
    const column = columns.get(key);
    return column ? [{ name: column.name, bound: stored(column, values[key]) }] : [];
  });
  fitsInRow(changed.map(({ bound }) => bound));
  return changed;
}

/** Changes columns of one row and returns them as they read back. */
export function updateRow<S extends Values>(hub: Hub, table: SQLiteTable, id: string, set: S): S {
  const values = wellFormed(set);
  const changed = changedColumns(table, values);
  hub.sql.exec(
    `UPDATE "${shapeOf(table).name}" SET ${changed.map(({ name }) => `"${name}" = ?`).join(", ")} WHERE process_id = ? AND id = ?`,
    ...changed.map(({ bound }) => bound),
    hub.processId,
    id,
  );
  return values;
}

/** The same for many rows, none of them long: one statement for each 200 that change the same columns. */
export function updateRows<S extends Values>(
  hub: Hub,
  table: SQLiteTable,
  edits: readonly { id: string; set: S }[],
): S[] {
  const { name } = shapeOf(table);
  const all = edits.map(({ id, set }) => {
    const values = wellFormed(set);
    return { id, values, changed: changedColumns(table, values) };
  });
  const alike = Map.groupBy(all, ({ changed }) =>
    changed.map((column, index) => `"${column.name}" = ${place(index + 1)}`).join(", "),
  );
  for (const [set, rows] of alike)
    for (const some of chunked(rows, rowsAtOnce))
      hub.sql.exec(
        `UPDATE "${name}" SET ${set} FROM json_each(?) AS given WHERE "${name}".process_id = ? AND "${name}".id = ${place(0)}`,
        JSON.stringify(some.map(({ id, changed }) => [id, ...changed.map(({ bound }) => bound)])),
        hub.processId,
      );
  return all.map(({ values }) => values);
}

export function deleteRow(hub: Hub, table: SQLiteTable, id: string): void {
  hub.sql.exec(`DELETE FROM "${shapeOf(table).name}" WHERE process_id = ? AND id = ?`, hub.processId, id);
}
