import { clock } from "#packages/core/clock.ts";
import { type DeliveryChannel, pageEvent } from "#packages/core/delivery.ts";
import { newId } from "#packages/core/ids.ts";
import { lookup, select } from "#packages/core/rows.ts";
import { deliveries } from "#packages/core/tables.ts";
import type { Hub } from "./core.ts";

export type Delivery = typeof deliveries.$inferSelect;

/** Pages have a lane of their own in each channel, so that nobody is woken later because many are told. */
export interface Lane {
  channel: DeliveryChannel;
  pages: boolean;
}

/** As many as the mail service takes in one request. */
const mostInBatch = 100;

const byBatch = lookup(deliveries, ["batchId"], ["id"]);

/**
 * Which deliveries go out in one request. A batch is a key to the mail service: under one key it must see the same mails
 * each time, so a batch that may have been handed over stays as it is. Fresh ones are put together first, or a storm of
 * pages would run into the service's limit of requests.
 */
export class Batches {
  /** Rows of an earlier life may have been handed over just before it ended. */
  private bornAt = Number.POSITIVE_INFINITY;
  /** Handed over, and what came of it not written down yet. */
  private readonly handed = new Set<string>();

  constructor(
    private readonly hub: Hub,
    private readonly gather: (batchId: string, ids: string[]) => void,
  ) {}

  /** A new life: what is written from now on has been handed to nobody. */
  begin(rev: number): void {
    this.bornAt = rev;
  }

  next(lane: Lane): Delivery[] {
    const [first] = this.due(lane, "", 1);
    if (!first) return [];
    const batchId = lane.channel === "email" && this.isFresh(first) ? this.together(lane, first) : first.batchId;
    if (batchId === null) throw new Error(`The delivery ${first.id} is queued in no batch.`);
    this.handed.add(batchId);
    // With what a report has settled since: only what is still queued is written down afterwards.
    return byBatch.all(this.hub.db, this.hub.processId, { batchId });
  }

  /** What came of it is written down, so its rows tell by themselves whether they are fresh. */
  release(batch: Delivery[]): void {
    if (batch[0]?.batchId) this.handed.delete(batch[0].batchId);
  }

  private isFresh = (row: Delivery): boolean =>
    row.rev > this.bornAt && row.attempts === 0 && !row.alone && !this.handed.has(row.batchId ?? "");

  private together(lane: Lane, first: Delivery): string | null {
    const fresh = this.due(lane, "AND attempts = 0", mostInBatch).filter(this.isFresh);
    if (fresh.every((row) => row.batchId === first.batchId)) return first.batchId;
    const batchId = newId("batch", clock.now());
    const ids = fresh.map((row) => row.id);
    this.gather(batchId, ids);
    return batchId;
  }

  private due({ channel, pages }: Lane, more: string, limit: number): Delivery[] {
    return select(
      this.hub.db,
      deliveries,
      // Of one moment, in the order of the commands that wrote them: ids of one millisecond have none.
      `WHERE process_id = ? AND state = 'queued' AND next_try_at <= ? AND channel = ? AND (event = ?) = ? ${more}
       ORDER BY next_try_at, rev, id LIMIT ?`,
      [this.hub.processId, clock.now(), channel, pageEvent, pages ? 1 : 0, limit],
    );
  }
}
