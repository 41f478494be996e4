import { clock } from "#packages/core/clock.ts";
import { logError } from "#packages/core/log.ts";
import { atMost } from "#packages/core/patience.ts";
import { processTables } from "#packages/modules.ts";
import { type Hub, inTransaction, readNumber, writeMeta } from "./core.ts";
import { appendSql, bySize, columnsOf, type Row, removal, upsertSql } from "./mirror-sql.ts";
import { earliestDelivery } from "./outbox.ts";
import { earliestTimer } from "./timers.ts";

/** How the mirror reaches D1; tests put a faulty one in its place. */
export const readingRoom = {
  of: (hub: Hub): D1Database => hub.env.DB,
};

const rowsPerFlush = 500;
const flushTimeoutMs = 5_000;
const longestWait = 30_000;

interface Parcel {
  statements: D1PreparedStatement[];
  entries: { table: string; row: string }[];
  lastEvent: number;
  lastAudit: number;
  /** The hub's revision when it was packed: rows written since then have a later one. */
  packedAt: number;
  /** What D1 has reached with it. */
  rev: number;
}

/**
 * Keeps D1 a copy of the hub. A flush takes all that is pending and sends it in one batch; flushes run one after the
 * other, and a command's answer waits for the one that carries it, unless D1 is known to be behind.
 */
export class Mirror {
  private running: Promise<void> | null = null;
  /** Brings forward the flush that still waits; null when none does. */
  private sooner: ((withinMs: number) => void) | null = null;
  private failures = 0;
  private retryAt = 0;
  private restating = false;
  /** Somebody waited in vain; the next ones don't, until D1 answers. */
  private slow = false;
  failingSince: number | null = null;
  lastError: string | null = null;

  constructor(private readonly hub: Hub) {}

  get flushedRev(): number {
    return readNumber(this.hub, "mirroredRev");
  }

  pending(): boolean {
    return this.restating || this.flushedRev < readNumber(this.hub, "rev");
  }

  /** The next flush goes even when there is nothing new: it carries the time that this hub is next due. */
  restate(): void {
    this.restating = true;
  }

  nextTryAt(): number | null {
    return this.pending() ? Math.max(this.retryAt, clock.now()) : null;
  }

  /** Waits until D1 has what `rev` wrote, at most `ms`; not at all while D1 is known to be away. Somebody has to flush. */
  async settled(rev: number, ms: number): Promise<void> {
    if (this.failingSince !== null || this.slow) return;
    const reached = async () => {
      while (this.flushedRev < rev && this.failingSince === null) await (this.running ?? this.flush());
      return true;
    };
    this.slow = !(await atMost(ms, reached(), false));
  }

  /** After the turn that asks for it, at most `withinMs` later: one that waits for longer is brought forward. */
  flush(withinMs = 0): Promise<void> {
    if (!this.running && !this.pending()) return Promise.resolve();
    this.sooner?.(withinMs);
    this.running ??= this.gather(withinMs)
      .then(() => this.drain())
      .finally(() => {
        this.running = null;
      });
    return this.running;
  }

  private async gather(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      let at = clock.now() + ms;
      let timer = setTimeout(resolve, ms);
      this.sooner = (withinMs) => {
        if (clock.now() + withinMs >= at) return;
        at = clock.now() + withinMs;
        clearTimeout(timer);
        timer = setTimeout(resolve, withinMs);
      };
    });
    this.sooner = null;
  }

  private async drain(): Promise<void> {
    if (clock.now() < this.retryAt) return;
    for (let parcel = this.pack(); parcel; parcel = this.pack()) {
      try {
        const done = await atMost(flushTimeoutMs, readingRoom.of(this.hub).batch(parcel.statements), null);
        if (!done) throw new Error(`D1 did not answer within ${flushTimeoutMs} ms`);
      } catch (thrown) {
        return this.failed(thrown);
      }
      this.unpack(parcel);
      this.restating = false;
      this.failures = 0;
      this.slow = false;
      this.failingSince = null;
      this.lastError = null;
      if (!this.pending()) return;
    }
  }

  private failed(thrown: unknown): void {
    this.failures += 1;
    this.failingSince ??= clock.now();
    this.lastError = thrown instanceof Error ? thrown.message : String(thrown);
    this.retryAt = clock.now() + Math.min(longestWait, 500 * 2 ** Math.min(this.failures, 6));
    logError("mirror.failed", { processId: this.hub.processId, failures: this.failures, error: this.lastError });
  }

  /** Everything pending, up to a size, as one batch; null when there is nothing. */
  private pack(): Parcel | null {
    const { hub } = this;
    const rev = readNumber(hub, "rev");
    const db = readingRoom.of(hub);
    const entries = hub.sql
      .exec<{ table: string; row: string }>(
        `SELECT table_name AS "table", row_id AS row FROM hub_mirror ORDER BY rev LIMIT ${rowsPerFlush}`,
      )
      .toArray();
    const log = { events: this.appended("events"), audit: this.appended("audit") };
    const nothing = entries.length === 0 && log.events.length === 0 && log.audit.length === 0;
    if (nothing && !this.restating) {
      if (this.flushedRev < rev) writeMeta(hub, "mirroredRev", rev);
      return null;
    }
    const statements = [...this.rowStatements(db, entries), ...this.logStatements(db, log)];
    const whole = entries.length < rowsPerFlush && log.events.length < rowsPerFlush && log.audit.length < rowsPerFlush;
    statements.push(this.clockStatement(db, rev));
    return {
      statements,
      entries,
      lastEvent: Number(log.events.at(-1)?.seq ?? 0),
      lastAudit: Number(log.audit.at(-1)?.seq ?? 0),
      packedAt: rev,
      rev: whole ? rev : this.flushedRev,
    };
  }

  private appended(table: "events" | "audit"): Row[] {
    const cursor = readNumber(this.hub, `mirrored:${table}`);
    if (cursor >= readNumber(this.hub, table === "events" ? "seq" : "auditSeq")) return [];
    return this.hub.sql
      .exec<Row>(
        `SELECT * FROM ${table} WHERE process_id = ? AND seq > ? ORDER BY seq LIMIT ${rowsPerFlush}`,
        this.hub.processId,
        cursor,
      )
      .toArray();
  }

  private rowStatements(db: D1Database, entries: Parcel["entries"]): D1PreparedStatement[] {
    const { hub } = this;
    const statements: D1PreparedStatement[] = [];
    for (const name of new Set(entries.map((entry) => entry.table))) {
      const table = processTables.get(name);
      if (!table) throw new Error(`The mirror does not know the table ${name}.`);
      const ids = entries.filter((entry) => entry.table === name).map((entry) => entry.row);
      const rows = hub.sql
        .exec<Row>(
          `SELECT * FROM "${name}" WHERE process_id = ? AND id IN (SELECT value FROM json_each(?))`,
          hub.processId,
          JSON.stringify(ids),
        )
        .toArray();
      if (rows.length < ids.length) statements.push(...removal(db, hub.processId, name, this.gone(name, ids)));
      for (const piece of bySize(rows))
        statements.push(db.prepare(upsertSql(name, columnsOf(table))).bind(JSON.stringify(piece), hub.processId));
    }
    return statements;
  }

  private gone(name: string, ids: string[]): Row[] {
    return this.hub.sql
      .exec<Row>(
        "SELECT * FROM tombstones WHERE process_id = ? AND table_name = ? AND row_id IN (SELECT value FROM json_each(?))",
        this.hub.processId,
        name,
        JSON.stringify(ids),
      )
      .toArray();
  }

  private logStatements(db: D1Database, log: { events: Row[]; audit: Row[] }): D1PreparedStatement[] {
    return (["events", "audit"] as const).flatMap((name) =>
      bySize(log[name]).map((piece) =>
        db.prepare(appendSql(name, Object.keys(piece[0] ?? {}))).bind(JSON.stringify(piece), this.hub.processId),
      ),
    );
  }

  private clockStatement(db: D1Database, rev: number): D1PreparedStatement {
    const due = [earliestTimer(this.hub), earliestDelivery(this.hub)].filter((at) => at !== null);
    return db
      .prepare(
        `INSERT INTO process_clocks (process_id, rev, next_due_at, last_seq, flushed_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (process_id) DO UPDATE SET rev = excluded.rev, next_due_at = excluded.next_due_at, last_seq = excluded.last_seq,
           flushed_at = excluded.flushed_at WHERE excluded.rev >= process_clocks.rev`,
      )
      .bind(
        this.hub.processId,
        rev,
        due.length > 0 ? Math.min(...due) : null,
        readNumber(this.hub, "seq"),
        clock.now(),
      );
  }

  private unpack(parcel: Parcel): void {
    const { hub } = this;
    inTransaction(hub, () => {
      hub.sql.exec(
        `DELETE FROM hub_mirror WHERE rev <= ? AND (table_name, row_id) IN
           (SELECT json_extract(value, '$.table'), json_extract(value, '$.row') FROM json_each(?))`,
        parcel.packedAt,
        JSON.stringify(parcel.entries),
      );
      if (parcel.lastEvent > 0) writeMeta(hub, "mirrored:events", parcel.lastEvent);
      if (parcel.lastAudit > 0) writeMeta(hub, "mirrored:audit", parcel.lastAudit);
      if (parcel.rev > this.flushedRev) writeMeta(hub, "mirroredRev", parcel.rev);
    });
  }

  /** Sends the whole partition again: to a D1 that was lost, or to another one. */
  async resync(): Promise<void> {
    const { hub } = this;
    // One that is under way would set the cursors forward again over what is to be sent anew.
    while (this.running) await this.running;
    inTransaction(hub, () => {
      for (const name of processTables.keys()) {
        hub.sql.exec(
          `INSERT INTO hub_mirror (table_name, row_id, rev) SELECT ?, id, rev FROM "${name}" WHERE process_id = ? ON CONFLICT (table_name, row_id) DO UPDATE SET rev = excluded.rev`,
          name,
          hub.processId,
        );
      }
      hub.sql.exec(
        "INSERT INTO hub_mirror (table_name, row_id, rev) SELECT table_name, row_id, rev FROM tombstones WHERE process_id = ? ON CONFLICT DO NOTHING",
        hub.processId,
      );
      for (const key of ["mirrored:events", "mirrored:audit", "mirroredRev"]) writeMeta(hub, key, 0);
    });
    this.retryAt = 0;
    await this.flush();
  }
}
