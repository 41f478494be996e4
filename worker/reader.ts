import { drizzle } from "drizzle-orm/d1";
import { partitionOf, partitionsOf } from "#packages/core/partition.ts";
import type { ProcessReader } from "#packages/core/reader.ts";
import { processTables } from "#packages/modules.ts";
import type { Env } from "./env.ts";

const tableNames = [...processTables.keys(), "events", "audit", "audit_refs"];
/** Named as a table, quoted or not, after a comma too; a column's prefix (`"incidents"."id"`) is not. */
const mentions = (sql: string, name: string) =>
  [...sql.matchAll(new RegExp(`(?:\\b(?:from|join|into|update)\\s+|,\\s*)(?:"${name}"|${name}\\b)(?!\\s*\\.)`, "gi"))]
    .length;
const touched = (sql: string) => tableNames.filter((name) => mentions(sql, name) > 0);
const bound = /"process_id" = \?/g;
const scopedBy = (sql: string, table: string) =>
  sql.split(`"${table}"."process_id" = ?`).length - 1 >= mentions(sql, table);

const judged = new Map<string, string | null>();

/** The first process table that a statement reads without being held to one process; null when all are. */
export function unscopedTable(sql: string): string | null {
  const known = judged.get(sql);
  if (known !== undefined) return known;
  const verdict = touched(sql).find((table) => !scopedBy(sql, table)) ?? null;
  if (judged.size < 1_000) judged.set(sql, verdict);
  return verdict;
}

/**
 * D1 bound to one process. Every statement is looked at before it goes out: one that reads a process table without
 * `process_id` is a bug, and fails here instead of showing somebody another client's rows.
 */
export function guarded(db: D1Database, processId: string): D1Database {
  return new Proxy(db, {
    get(target, name) {
      // Everything else (`exec`, `batch`, `withSession`) would go past the look at the statement.
      if (name !== "prepare") throw new Error(`${String(name)} is not open to a process's queries.`);
      return (sql: string) => {
        const table = unscopedTable(sql);
        if (table) throw new Error(`A statement reads ${table} without process_id.`);
        return onlyFor(target.prepare(sql), sql, processId);
      };
    },
  });
}

/** Each `process_id` of the statement must be bound to this process. */
function onlyFor(statement: D1PreparedStatement, sql: string, processId: string): D1PreparedStatement {
  const places = [...sql.matchAll(bound)].map(({ index }) => sql.slice(0, index).split("?").length - 1);
  return new Proxy(statement, {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown;
      if (typeof member !== "function") return member;
      if (name !== "bind") return member.bind(target);
      return (...values: unknown[]) => {
        if (places.some((place) => values[place] !== processId))
          throw new Error("A statement is bound to another process.");
        return target.bind(...values);
      };
    },
  });
}

export const readerOf = (env: Env, processId: string): ProcessReader => ({
  processId,
  db: drizzle(guarded(partitionOf(env, processId), processId)),
});

/** The one door to all processes at once. Who goes through it is audited by `context.ts`. */
export function readerAcross(env: Env): ProcessReader {
  const [db] = partitionsOf(env);
  return { processId: null, db: drizzle(db) };
}
