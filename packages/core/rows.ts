import { getTableColumns, getTableName } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { HubDb, ProcessTable } from "./database.ts";
import { remembered } from "./remembered.ts";

/** What drizzle knows of a table, made into plain SQL once. */
export interface Shape {
  name: string;
  columns: Map<string, SQLiteColumn>;
  /** All columns in their order, quoted and separated. */
  names: string;
}

export const shapeOf = remembered((table: SQLiteTable): Shape => {
  // Drizzle's generic table hides its column type; a SQLite table has SQLite columns.
  const columns = new Map(Object.entries(getTableColumns(table) as Record<string, SQLiteColumn>));
  const names = Array.from(columns.values(), (column) => `"${column.name}"`).join(", ");
  return { name: getTableName(table), columns, names };
});

export const stored = (column: SQLiteColumn, value: unknown): unknown =>
  value === null || value === undefined ? null : column.mapToDriverValue(value);

/** A row from its values as SQLite has them, in the order of `Shape.names`. */
export function rowFrom<T extends SQLiteTable>(table: T, values: unknown[]): T["$inferSelect"] {
  const { columns } = shapeOf(table);
  let place = 0;
  const row: Record<string, unknown> = {};
  for (const [key, column] of columns) {
    const value = values[place++];
    row[key] = value === null ? null : column.mapFromDriverValue(value);
  }
  return row;
}

/**
 * Whole rows of a table from the hub's own database. A command asks for a dozen, and for rows by equal columns drizzle takes
 * longer to build the statement than SQLite to answer it. `rest` is what follows `FROM`, with `?` for the values.
 */
export function select<T extends SQLiteTable>(
  db: HubDb,
  table: T,
  rest: string,
  values: unknown[],
): T["$inferSelect"][] {
  const shape = shapeOf(table);
  const found = db.$client.sql.exec(`SELECT ${shape.names} FROM "${shape.name}" ${rest}`, ...values);
  return Array.from(found.raw(), (row) => rowFrom(table, row));
}

type Scoped = SQLiteTable & { $inferSelect: { processId: string } };
type Name<T extends Scoped> = keyof T["$inferSelect"] & string;
/** Null equals nothing in SQL, so it can't be looked up. */
type Values<T extends Scoped, By extends Name<T>> = { [K in By]: NonNullable<T["$inferSelect"][K]> };

export interface Lookup<T extends Scoped, By extends Name<T>> {
  one(db: HubDb, processId: string, values: Values<T, By>): T["$inferSelect"] | null;
  all(db: HubDb, processId: string, values: Values<T, By>): T["$inferSelect"][];
}

/** A hub's rows by the columns that must be equal, the process always among them. */
export function lookup<T extends Scoped, By extends Name<T> = never>(
  table: T,
  by: readonly By[],
  orderBy: readonly Name<T>[] = [],
): Lookup<T, By> {
  const { columns } = shapeOf(table);
  const column = (name: string): SQLiteColumn => {
    const found = columns.get(name);
    if (!found) throw new Error(`${getTableName(table)} has no column ${name}.`);
    return found;
  };
  const conditions = ["processId", ...by].map((name) => `"${column(name).name}" = ?`).join(" AND ");
  const order = orderBy.map((name) => `"${column(name).name}"`).join(", ");
  const rest = `WHERE ${conditions}${order && ` ORDER BY ${order}`}`;
  const all = (db: HubDb, processId: string, values: Values<T, By>) =>
    select(db, table, rest, [processId, ...by.map((name) => stored(column(name), values[name]))]);
  return { all, one: (db, processId, values) => all(db, processId, values)[0] ?? null };
}

/** Many rows by one query. */
export function rowsByIds<T extends ProcessTable>(
  db: HubDb,
  table: T,
  processId: string,
  ids: readonly string[],
): Map<string, T["$inferSelect"]> {
  if (ids.length === 0) return new Map();
  const rows = select(db, table, "WHERE process_id = ? AND id IN (SELECT value FROM json_each(?))", [
    processId,
    JSON.stringify([...new Set(ids)]),
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

const byId = remembered((table: ProcessTable) => lookup<ProcessTable, "id">(table, ["id"]));

export const rowById = <T extends ProcessTable>(
  db: HubDb,
  table: T,
  processId: string,
  id: string,
): T["$inferSelect"] | null => byId(table).one(db, processId, { id });
