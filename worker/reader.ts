import { drizzle } from "drizzle-orm/d1";
import { partitionOf, partitionsOf } from "#packages/core/partition.ts";
import type { ProcessReader } from "#packages/core/reader.ts";
import { processTables } from "#packages/modules.ts";
import { timedStatement } from "./costs.ts";
import type { Env } from "./env.ts";
import type { RequestFacts } from "./hub-client.ts";

const tableNames = [
  ...processTables.keys(),
  "events",
  "audit",
  "audit_refs",
  "log_left",
  "tombstones",
  "process_clocks",
];
/** Named as a table, quoted or not, after a comma too; a column's prefix (`"incidents"."id"`) is not. */
const mentions = (sql: string, name: string) =>
  [...sql.matchAll(new RegExp(`(?:\\b(?:from|join|into|update)\\s+|,\\s*)(?:"${name}"|${name}\\b)(?!\\s*\\.)`, "gi"))]
    .length;
const touched = (sql: string) => tableNames.filter((name) => mentions(sql, name) > 0);

/** How a reader's statements are held: the condition that each process table must have, and what must be bound to it. */
interface Hold {
  condition: string;
  value: string;
}
const toOne = (processId: string): Hold => ({ condition: '"process_id" = ?', value: processId });
const toThose = (entered: string[]): Hold => ({
  condition: '"process_id" IN (SELECT value FROM json_each(?))',
  value: JSON.stringify(entered),
});

const judged = new Map<string, string | null>();

/** The first process table that a statement reads without the condition that holds it; null when all have it. */
function unheldTable(sql: string, condition: string): string | null {
  const key = `${condition}\n${sql}`;
  const known = judged.get(key);
  if (known !== undefined) return known;
  const held = (table: string) => sql.split(`"${table}".${condition}`).length - 1 >= mentions(sql, table);
  const verdict = touched(sql).find((table) => !held(table)) ?? null;
  if (judged.size < 1_000) judged.set(key, verdict);
  return verdict;
}

/**
 * D1 bound to one process, or to those that were entered. Every statement is looked at before it goes out: one that reads
 * a process table without `process_id` is a bug, and fails here instead of showing somebody another client's rows.
 */
function held<D extends D1Database | D1DatabaseSession>(db: D, hold: Hold): D {
  return new Proxy(db, {
    get(target, name) {
      // Everything else (`exec`, `batch`, `withSession`) would go past the look at the statement.
      if (name !== "prepare") throw new Error(`${String(name)} is not open to a process's queries.`);
      return (sql: string) => {
        const table = unheldTable(sql, hold.condition);
        if (table) throw new Error(`A statement reads ${table} without process_id.`);
        return onlyFor(target.prepare(sql), sql, hold);
      };
    },
  });
}

/** Each `process_id` of the statement must be bound to what it is held to. */
function onlyFor(statement: D1PreparedStatement, sql: string, { condition, value }: Hold): D1PreparedStatement {
  const parts = sql.split(condition).slice(0, -1);
  const marks = (text: string) => text.split("?").length - 1;
  let passed = 0;
  const places = parts.map((part) => {
    const place = passed + marks(part);
    passed = place + 1;
    return place;
  });
  return new Proxy(statement, {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown;
      if (typeof member !== "function") return member;
      if (name !== "bind") return member.bind(target);
      return (...values: unknown[]) => {
        if (places.some((place) => values[place] !== value))
          throw new Error("A statement is bound to another process.");
        return timedStatement(target.bind(...values), sql);
      };
    },
  });
}

export const guarded = <D extends D1Database | D1DatabaseSession>(db: D, processId: string): D =>
  held(db, toOne(processId));

/** What a client knows of D1's version: its own commands' are in every list that it gets. */
type Since = Pick<RequestFacts, "seen" | "wrote">;

/** The nearest copy of D1 that is as new as what this client has done; the nearest of all where it has done nothing. */
function copyOf(db: D1Database, { seen, wrote }: Since, hold: Hold) {
  const copy = held(db.withSession(wrote ?? seen ?? "first-unconstrained"), hold);
  // Drizzle prepares statements, which a session does as a database does.
  return drizzle(copy as unknown as D1Database);
}

export const readerOf = (env: Env, processId: string, since: Since, forClient = false): ProcessReader => ({
  processId,
  forClient,
  db: copyOf(partitionOf(env, processId), since, toOne(processId)),
});

/** The one door to several processes at once: those that `crossing.ts` has entered. */
export function readerAcross(env: Env, entered: string[], since: Since): ProcessReader {
  const [db] = partitionsOf(env);
  return { processId: null, entered, forClient: false, db: copyOf(db, since, toThose(entered)) };
}
