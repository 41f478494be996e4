import { z } from "zod";
import { second } from "#packages/core/clock.ts";
import { type CompareState, compareJob, nothingYet, type Sum } from "#packages/core/hub-jobs.ts";
import type { JobKind } from "#packages/core/job.ts";
import type { Hub } from "./core.ts";
import { readingRoom } from "./mirror.ts";
import { one } from "./one.ts";
import { beginning, endOfPage, entityTables, type Key, logTables, range } from "./walk.ts";

const tables = [...entityTables, ...logTables];
const rowsPerStep = 2_000;
/** Looks at a page that differs, a second apart, before it is held against D1: what was just written is on its way. */
const mostTries = 3;

const Gathered = z.object({ upTo: z.union([z.string(), z.number()]).nullable(), rows: z.number(), revs: z.number() });

const sumOf = (name: string, where: string) =>
  `SELECT count(*) AS rows, coalesce(sum(rev), 0) AS revs FROM "${name}" WHERE ${where}`;
const added = (one: Sum, other: Sum): Sum => ({ rows: one.rows + other.rows, revs: one.revs + other.revs });
const said = ({ rows, revs }: Sum): string => `${rows}:${revs}`;

/** Compares hub and D1 page by page, by number of rows and sum of revisions. D1 is read between the steps. */
export const compareKind = (hub: Hub): JobKind<CompareState> => ({
  ...compareJob,
  async gather({ table: place, after: from }) {
    const table = tables[place];
    if (!table) return null;
    const after = from ?? beginning(hub, table);
    const upTo = endOfPage(hub, table, after, rowsPerStep);
    const { where, values } = range(table, hub.processId, after, upTo);
    const db = readingRoom.of(hub);
    const [answer] = await db.batch<Sum>([
      table.leaves
        ? db.prepare(sumOf(table.name, `${where} AND id IN (SELECT value FROM json_each(?))`)).bind(
            ...values,
            JSON.stringify(
              hub.sql
                .exec(`SELECT id FROM "${table.name}" WHERE ${where}`, ...values)
                .toArray()
                .map(({ id }) => id),
            ),
          )
        : db.prepare(sumOf(table.name, where)).bind(...values),
    ]);
    return { upTo, ...(answer?.results[0] ?? nothingYet) };
  },
  step(_ctx, state, gathered) {
    const table = tables[state.table];
    const progress = { done: state.table, total: tables.length };
    if (!table) return { ...ending(state), state, done: true, progress };
    const { upTo, ...d1 } = Gathered.parse(gathered);
    const { where, values } = range(table, hub.processId, state.after ?? beginning(hub, table), upTo);
    const own = one<Sum & Record<string, SqlStorageValue>>(hub.sql, sumOf(table.name, where), ...values) ?? nothingYet;
    const equal = own.rows === d1.rows && own.revs === d1.revs;
    if (!equal && state.tries < mostTries - 1)
      return { state: { ...state, tries: state.tries + 1 }, done: false, againMs: second };
    return { state: after(state, table.name, upTo, { own, d1, equal }), done: false, progress };
  },
});

function after(
  state: CompareState,
  table: string,
  upTo: Key,
  { own, d1, equal }: { own: Sum; d1: Sum; equal: boolean },
): CompareState {
  const sums = { hub: added(state.hub, own), d1: added(state.d1, d1), differs: state.differs || !equal };
  const rows = state.rows + own.rows;
  if (upTo !== null) return { ...state, ...sums, rows, after: upTo, tries: 0 };
  const found = sums.differs ? [{ table, hub: said(sums.hub), d1: said(sums.d1) }] : [];
  const differences = [...state.differences, ...found];
  return { ...compareJob.first, rows, differences, table: state.table + 1 };
}

function ending({ differences, rows }: CompareState) {
  const told = differences.map(({ table, hub, d1 }) => `${table} (hub ${hub}, D1 ${d1})`).join(", ");
  return {
    said:
      differences.length === 0
        ? `Hub and D1 are equal: ${rows.toLocaleString("en")} rows.`
        : `They differ in ${told}. Resync sends everything again.`,
    result: { differences },
  };
}
