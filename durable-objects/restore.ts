import { getTableName } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { chainStart, type Link, leaveAction, type Unnamed, unnamedBy } from "#packages/core/audit-chain.ts";
import { clock, minute, second, toIso } from "#packages/core/clock.ts";
import { errors } from "#packages/core/errors.ts";
import type { Json } from "#packages/core/json.ts";
import { leftOf } from "#packages/core/keeping.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { select, shapeOf } from "#packages/core/rows.ts";
import { audit, events, tombstones } from "#packages/core/tables.ts";
import { Left } from "#packages/doors.ts";
import { processTables } from "#packages/modules.ts";
import type { Hub } from "./core.ts";
import { leave } from "./keeping-logs.ts";
import { inTransaction, readMeta, writeMeta } from "./meta.ts";
import { readingRoom } from "./mirror.ts";
import type { Row } from "./mirror-sql.ts";
import { one } from "./one.ts";

/** The lost hub may have had a flush under way. After this long nothing of it arrives any more. */
const quietMs = minute;
/** How long after a crash in the middle the hub goes on by itself. */
const resumeMs = 30 * second;
/** Stood before each try, as an alarm that has rung is gone: a try that fails must not be the last. */
export const goOnLater = (hub: Hub): void => void hub.storage.setAlarm(clock.now() + resumeMs);
/** A page must fit into memory beside what the hub does else, and into one short turn: characters, and rows. */
const pageCharacters = 1_000_000;
const mostRows = 500;

interface Step {
  table: SQLiteTable;
  /** What a page begins after: the rest of the table's key. */
  key: string[];
  /** Where a log begins. */
  begin?(left: Link): SqlStorageValue[];
}
const steps: Step[] = [
  ...Array.from(processTables.values(), (table) => ({ table, key: ["id"] })),
  { table: tombstones, key: ["table_name", "row_id"] },
  { table: events, key: ["seq"], begin: ({ event }) => [event] },
  { table: audit, key: ["seq"], begin: ({ seq }) => [seq] },
];

/** How far it is, in `hub_meta`: as long as it is there the hub refuses everything, and goes on from here after a crash. */
interface Progress {
  /** Where the logs begin: what had left the lost hub stays out of this one. */
  left: Link;
  table: string;
  after: SqlStorageValue[];
  rows: number;
  /** The highest revision seen. */
  rev: number;
}

/** What D1 knew of the hub that was lost. */
export interface Copy {
  rows: number;
  rev: number;
  /** Of the lost hub's last word to D1: it was at this revision and event, while rows up to `rev` had arrived. */
  clock: { rev: number; lastSeq: number; flushedAt: number };
}

const progressOf = (hub: Hub): Progress | null => {
  const text = readMeta(hub, "restoring");
  // Written below.
  return text === null ? null : (JSON.parse(text) as Progress);
};

/** Fills an empty hub from D1, page by page, each with its own transaction. The hub stays closed; see `openRestored`. */
export async function fillFromD1(hub: Hub): Promise<Result<Copy>> {
  const known = await clockOf(hub);
  if (!known) return refuse(errors.notFound("A copy of this process in D1"));
  let progress = progressOf(hub);
  const quietAt = known.flushedAt + quietMs;
  if (!progress && quietAt > clock.now()) return refuse(errors.unavailable(stillWriting(quietAt - clock.now())));
  goOnLater(hub);
  progress ??= await begin(hub);
  for (let step = stepOf(progress); step; step = stepOf(progress)) {
    const page = await pageOf(hub, step, progress.after);
    progress = take(hub, step, page, progress);
  }
  return ok({ rows: progress.rows, rev: progress.rev, clock: known });
}

/** The log itself says up to where it has left the hub that was lost: D1 has that row, so it has all before it. */
async function begin(hub: Hub): Promise<Progress> {
  const noted = await readingRoom
    .of(hub)
    .prepare("SELECT detail FROM audit WHERE process_id = ? AND action = ? ORDER BY seq DESC LIMIT 1")
    .bind(hub.processId, leaveAction)
    .first<{ detail: string }>();
  const link = noted && Left.parse(JSON.parse(noted.detail));
  const left = link ?? chainStart;
  const progress = { left, table: steps[0] ? getTableName(steps[0].table) : "", after: [], rows: 0, rev: 0 };
  // First what D1 has confirmed: the trigger of `log_left` asks for it.
  inTransaction(hub, () => {
    writeMeta(hub, "mirrored:audit", left.seq);
    writeMeta(hub, "mirrored:events", left.event);
  });
  inTransaction(hub, () => {
    if (link && leftOf(hub.db, hub.processId).seq < link.seq) leave(hub, link);
    writeMeta(hub, "restoring", JSON.stringify(progress));
  });
  return progress;
}

const stillWriting = (ms: number) =>
  `The hub wrote to D1 a moment ago, and more may be on its way. Try again in ${Math.ceil(ms / 1000)} seconds.`;

async function clockOf(hub: Hub): Promise<Copy["clock"] | null> {
  return readingRoom
    .of(hub)
    .prepare(`SELECT rev, last_seq AS "lastSeq", flushed_at AS "flushedAt" FROM process_clocks WHERE process_id = ?`)
    .bind(hub.processId)
    .first<Copy["clock"]>();
}

const stepOf = (progress: Progress): Step | undefined =>
  steps.find((step) => getTableName(step.table) === progress.table);

interface Page {
  rows: Row[];
  /** It is the table's last one. */
  last: boolean;
}

/** The next rows, as many as a page holds and at least one: D1 itself counts how long they are. */
async function pageOf(hub: Hub, { table, key }: Step, after: SqlStorageValue[]): Promise<Page> {
  const { names, columns } = shapeOf(table);
  const order = key.join(", ");
  const beyond = after.length > 0 ? `AND (${order}) > (${after.map(() => "?").join(", ")})` : "";
  const characters = Array.from(columns.values(), ({ name }) => `coalesce(length("${name}"), 0)`).join(" + ");
  const { results } = await readingRoom
    .of(hub)
    .prepare(
      `SELECT * FROM (SELECT ${names}, count(*) OVER () AS restore_found, row_number() OVER (ORDER BY ${order}) AS restore_place,
           sum(${characters}) OVER (ORDER BY ${order}) AS restore_characters
         FROM (SELECT ${names} FROM "${getTableName(table)}" WHERE process_id = ? ${beyond} ORDER BY ${order} LIMIT ${mostRows}))
       WHERE restore_place = 1 OR restore_characters <= ${pageCharacters} ORDER BY restore_place`,
    )
    .bind(hub.processId, ...after)
    .all<Row>();
  const found = Number(results[0]?.restore_found ?? 0);
  const rows = results.map(
    ({ restore_found: _found, restore_place: _place, restore_characters: _size, ...row }) => row,
  );
  return { rows, last: found < mostRows && rows.length === found };
}

function take(hub: Hub, step: Step, { rows: page, last }: Page, progress: Progress): Progress {
  const end = page.at(-1);
  const following = last ? steps[steps.indexOf(step) + 1] : step;
  const next: Progress = {
    left: progress.left,
    table: following ? getTableName(following.table) : "",
    after: last || !end ? (following?.begin?.(progress.left) ?? []) : step.key.map((column) => end[column] ?? null),
    rows: progress.rows + page.length,
    rev: page.reduce((rev, row) => Math.max(rev, Number(row.rev)), progress.rev),
  };
  inTransaction(hub, () => {
    for (const row of page) insert(hub, getTableName(step.table), row);
    writeMeta(hub, "restoring", JSON.stringify(next));
  });
  return next;
}

function insert(hub: Hub, table: string, row: Row): void {
  const columns = Object.keys(row);
  hub.sql.exec(
    `INSERT INTO "${table}" (${columns.map((column) => `"${column}"`).join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
    ...Object.values(row),
  );
}

/** What the audit log says of it: up to where the copy went, and from where on the hub counts now. */
export const accountOf = (
  { rows, rev, clock: known }: Copy,
  numbers: { events: { from: number; to: number }; rev: { from: number; to: number } },
  audit: { seq: number; at: number } | null,
  unnamed: Unnamed,
): Json => ({
  rows,
  copyWasAt: { rev, auditSeq: audit?.seq ?? 0, at: audit ? toIso(audit.at) : null },
  lostHubWasAt: { rev: known.rev, event: known.lastSeq, saidAt: toIso(known.flushedAt) },
  revisions: numbers.rev,
  events: numbers.events,
  // Of events whose row had not arrived.
  ...(unnamed.count > 0 ? { unnamed: { ...unnamed } } : {}),
});

/** What of the copy's events no row of its log names. */
export function unnamedEvents(hub: Hub, left: Link): Unnamed {
  const rest = "WHERE process_id = ? AND last_event IS NOT NULL ORDER BY seq DESC LIMIT 1";
  const [last] = select(hub.db, audit, rest, [hub.processId]);
  const after = Math.max(left.event, last?.lastEvent ?? 0);
  return unnamedBy(select(hub.db, events, "WHERE process_id = ? AND seq > ? ORDER BY seq", [hub.processId, after]));
}

/** The last row of a log as it is in the hub now. */
export const lastOf = (hub: Hub, table: "events" | "audit") =>
  one<{ seq: number; at: number; hash: string | null }>(
    hub.sql,
    `SELECT seq, at, ${table === "audit" ? "hash" : "NULL AS hash"} FROM ${table} WHERE process_id = ? ORDER BY seq DESC LIMIT 1`,
    hub.processId,
  );
