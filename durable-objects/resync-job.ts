import { type ResyncState, resyncJob } from "#packages/core/hub-jobs.ts";
import type { JobKind, JobStep } from "#packages/core/job.ts";
import { doubled } from "#packages/core/patience.ts";
import type { Hub } from "./core.ts";
import { readNumber } from "./meta.ts";
import { one } from "./one.ts";
import { endOfPage, entityTables, logTables, range, type Walked } from "./walk.ts";

const rowsPerStep = 500;
/** Rows that may wait for D1 before more are queued: what people change meanwhile waits behind no more than these. */
const mostWaiting = 2_000;
const firstWaitMs = 100;
const longestWaitMs = 10_000;

/** Entities first: it is they that people miss in D1. */
const tables: Walked[] = [...entityTables, { name: "tombstones", key: "rowid", leaves: false }, ...logTables];

/**
 * Queues every row of the process for D1, and every removed one, a page at a time and only as fast as D1 takes them. The
 * mirror itself knows nothing of it: what is changed meanwhile goes on as always.
 */
export const resyncKind = (hub: Hub): JobKind<ResyncState> => ({
  ...resyncJob,
  step(_ctx, state) {
    const progress = { done: state.queued, total: state.phase === "count" ? null : state.total };
    return { ...stepOf(hub, state), progress };
  },
});

function stepOf(hub: Hub, state: ResyncState): JobStep<ResyncState> {
  const table = tables[state.table];
  const begun = { ...state, table: 0, after: null, waits: 0, since: readNumber(hub, "rev") };
  switch (state.phase) {
    case "count":
      if (table) return { state: counted(hub, state, table), done: false };
      return { state: { ...begun, phase: "queue" }, done: false };
    case "queue":
      if (!table) return { state: { ...state, phase: "drain", waits: 0 }, done: false };
      if (!mayQueue(hub, state, table)) return wait(state);
      return { state: queued(hub, state, table), done: false };
    case "drain":
      if (isWaiting(hub, state.since, 0)) return wait(state);
      return { state, done: true, said: `D1 has been sent ${state.queued.toLocaleString("en")} rows.` };
  }
}

function counted(hub: Hub, state: ResyncState, table: Walked): ResyncState {
  return {
    ...state,
    table: state.table + 1,
    total: state.total + rowsIn(hub, range(table, hub.processId, null, null), table),
  };
}

const rowsIn = (hub: Hub, { where, values }: ReturnType<typeof range>, { name }: Walked): number =>
  one<{ n: number }>(hub.sql, `SELECT count(*) AS n FROM "${name}" WHERE ${where}`, ...values)?.n ?? 0;

/** A log may follow only when what it refers to has gone; a table as long as not too much waits. */
function mayQueue(hub: Hub, { after, since }: ResyncState, table: Walked): boolean {
  const begins = after === null && table.key === "seq";
  return !isWaiting(hub, since, begins ? 0 : mostWaiting);
}

/** Whether more rows than so many wait for D1, of those that were written up to a revision. */
const isWaiting = (hub: Hub, upToRev: number, moreThan: number): boolean =>
  one(hub.sql, "SELECT 1 AS yes FROM hub_mirror WHERE rev <= ? LIMIT 1 OFFSET ?", upToRev, moreThan) !== null;

function wait(state: ResyncState): JobStep<ResyncState> {
  const againMs = doubled(state.waits, firstWaitMs, longestWaitMs);
  return { state: { ...state, waits: Math.min(state.waits + 1, 20) }, done: false, againMs };
}

function queued(hub: Hub, state: ResyncState, table: Walked): ResyncState {
  const upTo = endOfPage(hub, table, state.after, rowsPerStep);
  const page = range(table, hub.processId, state.after, upTo);
  const row = table.key === "rowid" ? "table_name, row_id" : `'${table.name}', CAST(${table.key} AS TEXT)`;
  hub.sql.exec(
    `INSERT INTO hub_mirror (table_name, row_id, rev) SELECT ${row}, rev FROM "${table.name}" WHERE ${page.where}
       ON CONFLICT (table_name, row_id) DO NOTHING`,
    ...page.values,
  );
  const all = state.queued + rowsIn(hub, page, table);
  if (upTo === null) return { ...state, queued: all, table: state.table + 1, after: null, waits: 0 };
  return { ...state, queued: all, after: upTo, waits: 0 };
}
