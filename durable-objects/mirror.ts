import { clock } from "#packages/core/clock.ts";
import { logError } from "#packages/core/log.ts";
import { partitionOf, partitionsOf } from "#packages/core/partition.ts";
import { atMost, doubled } from "#packages/core/patience.ts";
import type { Hub } from "./core.ts";
import { inTransaction, readNumber, writeMeta } from "./meta.ts";
import { clockStatement, mostRows, type Parcel, pack } from "./mirror-pack.ts";
import { nextRefusedTry, requeueRefused, setAside, takenAfterAll } from "./mirror-refused.ts";

/** How the mirror reaches D1; tests put a faulty one in its place. */
export const readingRoom = {
  of: (hub: Hub): D1Database => partitionOf(hub.env, hub.processId),
  all: (hub: Hub): D1Database[] => partitionsOf(hub.env),
};

const flushTimeoutMs = 5_000;
const longestWait = 30_000;
/** Of entities, events and audit together. */
const mostItems = 3 * mostRows;

/** What came of a batch: taken, refused with an error, or no answer in time (it may be taken yet). */
type Answer = { kind: "taken"; bookmark: string | null } | { kind: "refused"; error: string } | { kind: "late" };

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
  /** Rows in the next parcel: halved when D1 refuses one or is late, doubled when it takes one. */
  private most = mostItems;
  failingSince: number | null = null;
  lastError: string | null = null;
  /** The version of D1 that has all that was taken; null until something was, in this life of the hub. */
  bookmark: string | null = null;

  constructor(private readonly hub: Hub) {}

  get flushedRev(): number {
    return readNumber(this.hub, "mirroredRev");
  }

  pending(): boolean {
    return this.restating || this.owesGauges() || this.flushedRev < readNumber(this.hub, "rev");
  }

  private owesGauges(): boolean {
    const { owedAt } = this.hub.toldGauges;
    return owedAt !== null && owedAt <= clock.now();
  }

  /** The next flush goes even when there is nothing new: it carries the time that this hub is next due. */
  restate(): void {
    this.restating = true;
    this.hub.toldGauges.expire();
  }

  nextTryAt(): number | null {
    if (this.pending()) return Math.max(this.retryAt, clock.now());
    const later = [nextRefusedTry(this.hub), this.hub.toldGauges.owedAt].filter((at) => at !== null);
    return later.length > 0 ? Math.min(...later) : null;
  }

  /** Rows that are set aside go with the next flush; without a time, all of them. */
  retryRefused(dueAt = Number.MAX_SAFE_INTEGER): void {
    if (requeueRefused(this.hub, dueAt)) this.restate();
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
    for (let parcel = this.next(); parcel; parcel = this.next()) {
      const answer = await this.send(parcel.statements);
      if (answer.kind === "taken") this.taken(parcel, answer.bookmark);
      else if (!(await this.goesOn(answer, parcel))) return;
      if (!this.pending()) return;
    }
  }

  private next(): Parcel | null {
    const { hub } = this;
    const db = readingRoom.of(hub);
    const parcel = pack(hub, db, this.most);
    if (parcel) return parcel;
    const rev = readNumber(hub, "rev");
    if (this.restating || this.owesGauges())
      return { statements: [clockStatement(hub, db)], items: [], logs: new Map(), packedAt: rev, rev };
    if (this.flushedRev < rev) writeMeta(hub, "mirroredRev", rev);
    return null;
  }

  private async send(statements: D1PreparedStatement[]): Promise<Answer> {
    const db = readingRoom.of(this.hub).withSession("first-primary");
    const work = db.batch(statements).then(
      (): Answer => ({ kind: "taken", bookmark: db.getBookmark() }),
      (thrown: unknown): Answer => ({
        kind: "refused",
        error: thrown instanceof Error ? thrown.message : String(thrown),
      }),
    );
    return atMost<Answer, Answer>(flushTimeoutMs, work, { kind: "late" });
  }

  private taken(parcel: Parcel, bookmark: string | null): void {
    this.bookmark = bookmark ?? this.bookmark;
    // What is set aside is among the figures that D1 has of this hub: it is told anew when that has changed.
    const changed = inTransaction(this.hub, () => {
      this.unpack(parcel);
      return takenAfterAll(this.hub, parcel.items);
    });
    this.restating = false;
    if (changed) this.restate();
    this.failures = 0;
    this.slow = false;
    this.failingSince = null;
    this.lastError = null;
    this.most = Math.min(mostItems, this.most * 2);
  }

  /**
   * After a parcel that D1 did not take. Where D1 takes something else right after it, the parcel is to blame: it is halved
   * until one row is left, which is set aside. Otherwise D1 is away: later. Being late blames no row.
   */
  private async goesOn(answer: Exclude<Answer, { kind: "taken" }>, parcel: Parcel): Promise<boolean> {
    const { items } = parcel;
    const half = Math.max(1, Math.floor(items.length / 2));
    if (answer.kind === "late") {
      this.most = half;
      return this.failed(`D1 did not answer within ${flushTimeoutMs} ms`);
    }
    const probe = await this.send([clockStatement(this.hub, readingRoom.of(this.hub))]);
    const [item, ...others] = items;
    if (probe.kind !== "taken" || !item) return this.failed(answer.error);
    this.most = half;
    this.lastError = answer.error;
    if (others.length === 0) {
      logError("mirror.refused", { processId: this.hub.processId, ...item, error: answer.error });
      inTransaction(this.hub, () => {
        this.unpack(parcel);
        setAside(this.hub, item, answer.error);
      });
      this.restate();
    }
    return true;
  }

  private failed(error: string): false {
    this.failures += 1;
    this.failingSince ??= clock.now();
    this.lastError = error;
    this.retryAt = clock.now() + doubled(this.failures, 500, longestWait);
    logError("mirror.failed", { processId: this.hub.processId, failures: this.failures, error });
    return false;
  }

  private unpack({ items, logs, packedAt, rev }: Parcel): void {
    const { hub } = this;
    hub.sql.exec(
      `DELETE FROM hub_mirror WHERE rev <= ? AND (table_name, row_id) IN
         (SELECT json_extract(value, '$.table'), json_extract(value, '$.row') FROM json_each(?))`,
      packedAt,
      JSON.stringify(items),
    );
    for (const [table, seq] of logs) writeMeta(hub, `mirrored:${table}`, seq);
    if (rev > this.flushedRev) writeMeta(hub, "mirroredRev", rev);
  }
}
