import { leftOf } from "#packages/core/keeping.ts";
import { policies, processTables } from "#packages/modules.ts";
import type { Hub } from "./core.ts";

export type Key = string | number | null;

/** A table of which D1 has a copy, and the column that its rows are walked by. */
export interface Walked {
  name: string;
  key: "id" | "seq" | "rowid";
  /** Rows leave the hub: D1 has more of them. */
  leaves: boolean;
}

export const entityTables: Walked[] = Array.from(processTables.keys(), (name) => ({
  name,
  key: "id",
  leaves: policies.get(name)?.keep !== undefined,
}));
/** In this order: a copy may never have an audit row before its events. */
export const logTables: Walked[] = [
  { name: "events", key: "seq", leaves: false },
  { name: "audit", key: "seq", leaves: false },
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

/** Before the first row of a walk: a log begins after what has left the hub. */
export function beginning(hub: Hub, { name }: Walked): Key {
  const left = leftOf(hub.db, hub.processId);
  return name === "events" ? left.event : name === "audit" ? left.seq : null;
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
