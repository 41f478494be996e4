import type { HubDb } from "./database.ts";

/**
 * A figure of a process for whoever watches the whole product. It is read in the hub every few seconds while something changes, so
 * it has to be cheap, and what it says is as old as the last change.
 */
export interface Gauge {
  /** As Prometheus knows it: `d2c_…`. */
  name: string;
  help: string;
  /** `now` in UTC milliseconds. */
  read(db: HubDb, processId: string, now: number): number;
}

/** The one number that a statement answers as `n`; 0 where it answers none. */
export const figure = (db: HubDb, sql: string, values: unknown[]): number =>
  db.$client.sql.exec<{ n: number | null }>(sql, ...values).toArray()[0]?.n ?? 0;

/** How far a gauge counts: beyond that nobody needs the exact figure. */
const mostCounted = 1_000;

/** Number of rows, at most 1,000. `from` is what follows `FROM`, answered from an index. */
export const counted = (db: HubDb, from: string, values: unknown[]): number =>
  figure(db, `SELECT count(*) AS n FROM (SELECT 1 FROM ${from} LIMIT ${mostCounted})`, values);
