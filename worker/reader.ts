import { drizzle } from "drizzle-orm/d1";
import { partitionOf } from "#packages/core/partition.ts";
import type { ProcessReader } from "#packages/core/reader.ts";
import { processTables } from "#packages/modules.ts";
import type { Env } from "./env.ts";

const tableNames = [...processTables.keys(), "events", "audit"];
const touched = (sql: string) =>
  tableNames.filter((name) => new RegExp(`(?:from|join|into|update)\\s+"${name}"`, "i").test(sql));
const scopedBy = (sql: string, table: string) => sql.includes(`"${table}"."process_id" = ?`);

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
      if (name !== "prepare") {
        const member = Reflect.get(target, name) as unknown;
        return typeof member === "function" ? member.bind(target) : member;
      }
      return (sql: string) => {
        const table = unscopedTable(sql);
        if (table) throw new Error(`A statement reads ${table} without process_id.`);
        return onlyFor(target.prepare(sql), processId, touched(sql).length > 0);
      };
    },
  });
}

/** The process the statement is bound to must be among its values. */
function onlyFor(statement: D1PreparedStatement, processId: string, needed: boolean): D1PreparedStatement {
  return new Proxy(statement, {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown;
      if (typeof member !== "function") return member;
      if (name !== "bind") return member.bind(target);
      return (...values: unknown[]) => {
        if (needed && !values.includes(processId)) throw new Error("A statement is bound to another process.");
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
export const readerAcross = (env: Env): ProcessReader => ({ processId: null, db: drizzle(env.DB) });
