import { processTables } from "#packages/modules.ts";
import type { Hub } from "./core.ts";

export type Key = string | number | null;

/** A table of which D1 has a copy, and the column that its rows are walked by. */
export interface Walked {
  name: string;
  key: "id" | "seq" | "rowid";
}

export const entityTables: Walked[] = Array.from(processTables.keys(), (name) => ({ name, key: "id" }));
/** In this order: a copy may never have an audit row before its events. */
export const logTables: Walked[] = [
  { name: "events", key: "seq" },
  { name: "audit", key: "seq" },
];

/** Rows of this process after a key, up to another one (null: to the end). */
export function range({ key }: Walked, processId: string, after: Key, upTo: Key): { where: string; values: unknown[] } {
  const bounds = [
    { sql: `AND ${key} > ?`, value: after },
    { sql: `AND ${key} <= ?`, value: upTo },
  ].filter(({ value }) => value !== null);
  const where = `process_id = ? ${bounds.map(({ sql }) => sql).join(" ")}`;
  return { where, values: [processId, ...bounds.map(({ value }) => value)] };
}

/** The key that a page of at most so many rows ends with; null where the rest of the table fits into it. */
export function endOfPage(hub: Hub, table: Walked, after: Key, most: number): Key {
  const { where, values } = range(table, hub.processId, after, null);
  const [end] = hub.sql
    .exec<{ at: string | number }>(
      `SELECT ${table.key} AS at FROM "${table.name}" WHERE ${where} ORDER BY ${table.key} LIMIT 1 OFFSET ?`,
      ...values,
      most - 1,
    )
    .toArray();
  return end?.at ?? null;
}
