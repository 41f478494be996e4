import { and, asc, eq, getTableColumns, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { HubDb, ProcessTable } from "./context.ts";

type Name<T extends ProcessTable> = keyof T["$inferSelect"] & string;
/** Null equals nothing in SQL, so it can't be looked up. */
type Values<T extends ProcessTable, By extends Name<T>> = { [K in By]: NonNullable<T["$inferSelect"][K]> };

export interface Lookup<T extends ProcessTable, By extends Name<T>> {
  one(db: HubDb, processId: string, values: Values<T, By>): T["$inferSelect"] | null;
  all(db: HubDb, processId: string, values: Values<T, By>): T["$inferSelect"][];
}

/** A statement that is built once per database. Every command asks a dozen, and building one costs as much as running it. */
export function prepared<Statement>(build: (db: HubDb) => Statement): (db: HubDb) => Statement {
  const built = new WeakMap<HubDb, Statement>();
  return (db) => {
    const known = built.get(db) ?? build(db);
    built.set(db, known);
    return known;
  };
}

/** A hub's rows by the columns that must be equal, the process always among them. */
export function lookup<T extends ProcessTable, By extends Name<T> = never>(
  table: T,
  by: readonly By[],
  orderBy: readonly Name<T>[] = [],
): Lookup<T, By> {
  const statement = prepared((db) => {
    // Drizzle's generic table doesn't show its columns; `Name<T>` are the keys of exactly these.
    const columns = getTableColumns(table) as unknown as Record<string, SQLiteColumn>;
    const column = (name: string) => columns[name] as SQLiteColumn;
    const conditions = ["processId", ...by].map((name) => eq(column(name), sql.placeholder(name)));
    const order = orderBy.map((name) => asc(column(name)));
    return db
      .select()
      .from(table)
      .where(and(...conditions))
      .orderBy(...order)
      .prepare();
  });
  return {
    // Selected from `table` as a whole, so these are its rows.
    one: (db, processId, values) =>
      (statement(db).get({ processId, ...values }) as T["$inferSelect"] | undefined) ?? null,
    all: (db, processId, values) => statement(db).all({ processId, ...values }) as T["$inferSelect"][],
  };
}

const lookupsById = new WeakMap<ProcessTable, Lookup<ProcessTable, "id">>();

export function rowById<T extends ProcessTable>(
  db: HubDb,
  table: T,
  processId: string,
  id: string,
): T["$inferSelect"] | null {
  const known = lookupsById.get(table) ?? lookup<ProcessTable, "id">(table, ["id"]);
  lookupsById.set(table, known);
  return known.one(db, processId, { id });
}
