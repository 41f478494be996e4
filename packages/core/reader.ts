import { eq, type SQL, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import { remembered } from "./remembered.ts";
import { rowFrom, shapeOf } from "./rows.ts";

type Db = DrizzleD1Database<Record<string, never>>;

/** D1 as a query may use it: bound to one process, or to those that a super admin's request has entered. */
export type ProcessReader = {
  db: Db;
  /** It reads for a client: a list leaves out what is the team's (`EntityKind.audience` says the same of one record). */
  forClient: boolean;
} & ({ processId: string } | { processId: null; entered: readonly string[] });

/** The condition that holds a statement to what its reader may see, for rows that are looked up by the keys of each process. */
export const within = (read: ProcessReader, column: SQLiteColumn): SQL =>
  read.processId !== null
    ? eq(column, read.processId)
    : sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(read.entered)}))`;

/**
 * The same for a list in an order of its own. Across processes the plus keeps SQLite from going through them one by one and
 * sorting: rows are read in the list's order, and those of others are passed over.
 */
export const listedWithin = (read: ProcessReader, column: SQLiteColumn): SQL =>
  read.processId !== null ? eq(column, read.processId) : sql`+${within(read, column)}`;

/**
 * Whole rows of a table, for lists: drizzle takes longer to build their statement and to name their columns than all the rest
 * of such a request. `from` is what follows `FROM`. `also`: one value more of the same statement, null where there is no row.
 */
export async function listedRows<T extends SQLiteTable>(
  read: ProcessReader,
  table: T,
  from: SQL,
  also: SQL = sql`NULL`,
): Promise<{ rows: T["$inferSelect"][]; also: unknown }> {
  const found = await read.db.values<unknown[]>(sql`SELECT ${columnsOf(table)}, ${also} FROM ${from}`);
  return { rows: found.map((values) => rowFrom(table, values)), also: found[0]?.at(-1) ?? null };
}

const columnsOf = remembered((table: SQLiteTable) => {
  const { name, columns } = shapeOf(table);
  return sql.raw(Array.from(columns.values(), (column) => `"${name}"."${column.name}"`).join(", "));
});
