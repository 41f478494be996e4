import { clock } from "#packages/core/clock.ts";
import { restsOf } from "#packages/core/sending/rests.server.ts";
import { isTold } from "#packages/core/sending/rests.ts";
import { processTables } from "#packages/modules.ts";
import type { Hub } from "./core.ts";
import { gaugesOf } from "./gauges.ts";
import { earliestJob } from "./jobs.ts";
import { earliestDelivery } from "./lanes.ts";
import { readNumber } from "./meta.ts";
import { appendSql, columnsOf, type Row, removalSqls, type Source, upsertSql, utf8Bytes } from "./mirror-sql.ts";
import { earliestTimer } from "./timers.ts";

/** D1 takes at most 2,000,000 bytes in one parameter and in one row. */
const mostInParameter = 1_900_000;
/** Rows that share a parameter; one that is larger travels by itself. */
const perParameter = 900_000;
const perParcel = 3_000_000;
/** So many rows of each kind: entities, events, audit. */
export const mostRows = 500;

/** One row on its way: its table and id (of a log: its number). */
export interface Item {
  table: string;
  row: string;
  rev: number;
  bytes: number;
}

export interface Parcel {
  statements: D1PreparedStatement[];
  items: Item[];
  /** How far the logs are with it, by table. */
  logs: Map<string, number>;
  /** The hub's revision when it was packed: rows written since then have a later one. */
  packedAt: number;
  /** What D1 has reached with it. */
  rev: number;
}

const isLog = (table: string): boolean => table === "events" || table === "audit";

/** Fills one parcel, in the order in which things are asked for, until it is full. */
class Packing {
  readonly statements: D1PreparedStatement[] = [];
  readonly items: Item[] = [];
  private bytes = 0;

  constructor(
    private readonly hub: Hub,
    private readonly db: D1Database,
    private readonly mostItems: number,
  ) {}

  room(): number {
    return this.bytes >= perParcel ? 0 : this.mostItems - this.items.length;
  }

  /** Takes rows as long as they fit (the first of a parcel always does); says whether these were all. */
  take(table: string, rows: Iterable<Row>, columns: string[], sql: (source: Source) => string): boolean {
    let together: string[] = [];
    let size = 0;
    let all = true;
    const close = () => {
      if (together.length > 0) this.statements.push(this.db.prepare(sql("json")).bind(`[${together.join(",")}]`));
      together = [];
      size = 0;
    };
    for (const row of rows) {
      const text = JSON.stringify(row);
      const bytes = utf8Bytes(text);
      all = this.items.length < this.mostItems && (this.items.length === 0 || this.bytes + bytes <= perParcel);
      if (!all) break;
      if (size + bytes > perParameter) close();
      if (bytes > mostInParameter)
        this.statements.push(this.db.prepare(sql("columns")).bind(...columns.map((column) => row[column])));
      else {
        together.push(text);
        size += bytes;
      }
      this.add({ table, row: String(row.id ?? row.seq), rev: Number(row.rev ?? row.seq), bytes });
    }
    close();
    return all;
  }

  remove(table: string, gone: Row[]): void {
    const rows = JSON.stringify(gone);
    for (const sql of removalSqls(table)) this.statements.push(this.db.prepare(sql).bind(rows, this.hub.processId));
    for (const { row_id, rev } of gone) this.add({ table, row: String(row_id), rev: Number(rev), bytes: 0 });
  }

  add(item: Item): void {
    this.items.push(item);
    this.bytes += item.bytes;
  }
}

/** What is pending, up to a size, as one batch; null when there is nothing. At most `mostItems` rows. */
export function pack(hub: Hub, db: D1Database, mostItems: number): Parcel | null {
  const rev = readNumber(hub, "rev");
  const packing = new Packing(hub, db, mostItems);
  const most = Math.min(mostRows, mostItems);
  const entries = hub.sql
    .exec<{ name: string; row: string }>(
      "SELECT table_name AS name, row_id AS row FROM hub_mirror ORDER BY rev LIMIT ?",
      most,
    )
    .toArray();
  for (const [name, ofTable] of Map.groupBy(entries, (entry) => entry.name)) {
    const ids = ofTable.map((entry) => entry.row);
    if (packing.room() > 0) packTable(hub, packing, name, ids);
  }
  let whole = entries.length < most && packing.items.length === entries.length;
  const reached = new Map<string, number>();
  const log = (table: string, last: string, belongs: (row: Row) => boolean) => {
    const before = readNumber(hub, `mirrored:${table}`);
    const now = packLog(hub, packing, table, before, belongs);
    if (now > before) reached.set(table, now);
    whole = whole && now >= readNumber(hub, last);
    return now;
  };
  const lastEvent = log("events", "seq", () => true);
  // D1 never has an audit row before its events: a hub that was restored from it then could not be verified.
  log("audit", "auditSeq", (row) => Number(row.last_event ?? 0) <= lastEvent);
  if (packing.items.length === 0) return null;
  const statements = [...packing.statements, clockStatement(hub, db)];
  const { items } = packing;
  return { statements, items, logs: reached, packedAt: rev, rev: whole ? rev : readNumber(hub, "mirroredRev") };
}

/** Rows of one table by their ids, each as it is now or as removed. */
function packTable(hub: Hub, packing: Packing, name: string, ids: string[]): void {
  const before = packing.items.length;
  const all = isLog(name) ? packLogRows(hub, packing, name, ids) : packRows(hub, packing, name, ids);
  if (!all) return;
  // What is neither there nor known as removed has nothing to send, and must not be asked for again.
  const found = new Set(packing.items.slice(before).map((item) => item.row));
  for (const row of ids) if (!found.has(row)) packing.add({ table: name, row, rev: 0, bytes: 0 });
}

function packRows(hub: Hub, packing: Packing, name: string, ids: string[]): boolean {
  const table = processTables.get(name);
  if (!table) throw new Error(`The mirror does not know the table ${name}.`);
  const wanted = JSON.stringify(ids);
  const gone = hub.sql
    .exec<Row>(
      `SELECT row_id, rev, at FROM tombstones WHERE process_id = ? AND table_name = ?
         AND row_id IN (SELECT value FROM json_each(?)) LIMIT ?`,
      hub.processId,
      name,
      wanted,
      packing.room(),
    )
    .toArray();
  if (gone.length > 0) packing.remove(name, gone);
  const rows = hub.sql.exec<Row>(
    `SELECT * FROM "${name}" WHERE process_id = ? AND id IN (SELECT value FROM json_each(?))`,
    hub.processId,
    wanted,
  );
  const columns = columnsOf(table);
  return packing.take(name, rows, columns, (source) => upsertSql(name, columns, source)) && packing.room() > 0;
}

/** Rows of a log that were set aside once and are tried again. */
function packLogRows(hub: Hub, packing: Packing, name: string, seqs: string[]): boolean {
  const rows = hub.sql.exec<Row>(
    `SELECT * FROM "${name}" WHERE process_id = ? AND seq IN (SELECT CAST(value AS INTEGER) FROM json_each(?))`,
    hub.processId,
    JSON.stringify(seqs),
  );
  const columns = rows.columnNames;
  return packing.take(name, rows, columns, (source) => appendSql(name, columns, source));
}

/** The next rows of a log, up to the first that does not belong into this parcel; says how far it is with them. */
function packLog(hub: Hub, packing: Packing, table: string, cursor: number, belongs: (row: Row) => boolean): number {
  const most = Math.min(mostRows, packing.room());
  if (most === 0) return cursor;
  const before = packing.items.length;
  const rows = hub.sql.exec<Row>(
    `SELECT * FROM "${table}" WHERE process_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
    hub.processId,
    cursor,
    most,
  );
  const columns = rows.columnNames;
  packing.take(table, takeWhile(rows, belongs), columns, (source) => appendSql(table, columns, source));
  return Number(packing.items.slice(before).at(-1)?.row ?? cursor);
}

function* takeWhile<T>(items: Iterable<T>, belongs: (item: T) => boolean): Iterable<T> {
  for (const item of items) {
    if (!belongs(item)) return;
    yield item;
  }
}

/** When this hub is next due, how far its copy is, and how it does. */
export function clockStatement(hub: Hub, db: D1Database): D1PreparedStatement {
  const now = clock.now();
  const due = [earliestTimer(hub), earliestDelivery(hub), earliestJob(hub)].filter((at) => at !== null);
  return db
    .prepare(
      `INSERT INTO process_clocks (process_id, rev, next_due_at, last_seq, flushed_at, resting, gauges) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
       ON CONFLICT (process_id) DO UPDATE SET rev = excluded.rev, next_due_at = excluded.next_due_at, last_seq = excluded.last_seq,
         flushed_at = excluded.flushed_at, resting = excluded.resting, gauges = excluded.gauges WHERE excluded.rev >= process_clocks.rev`,
    )
    .bind(
      hub.processId,
      readNumber(hub, "rev"),
      due.length > 0 ? Math.min(...due) : null,
      readNumber(hub, "seq"),
      now,
      restingText(hub),
      hub.toldGauges.of(now, () => gaugesOf(hub, now)),
    );
}

function restingText(hub: Hub): string | null {
  const told = restsOf(hub.db)
    .filter(isTold)
    .map(({ nextTryAt: _nextTryAt, ...rest }) => rest);
  return told.length === 0 ? null : JSON.stringify(told);
}
