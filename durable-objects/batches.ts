import { clock } from "#packages/core/clock.ts";
import { coreId } from "#packages/core/ids.ts";
import { lookup, select } from "#packages/core/rows.ts";
import { deliveries } from "#packages/core/tables.ts";
import type { Hub } from "./core.ts";
import type { Lane } from "./lanes.ts";
import { mostInBatch } from "./notify.ts";

export type Delivery = typeof deliveries.$inferSelect;

const byBatch = lookup(deliveries, ["batchId"], ["id"]);

/**
 * Which deliveries go out in one request. A batch is a key to the mail service, which must see the same mails under it each
 * time: a batch that was handed over stays as it is for ever. Those that were not are put together first, or a storm of
 * pages would run into the service's limit of requests.
 */
export class Batches {
  constructor(
    private readonly hub: Hub,
    private readonly gather: (batchId: string, ids: string[]) => void,
  ) {}

  isDue(lane: Lane): boolean {
    return this.due(lane, "", 1).length > 0;
  }

  /** `single`: as the first of them was queued, without others that could go with it. */
  next(lane: Lane, single = false): Delivery[] {
    const [first] = this.due(lane, "", 1);
    if (!first) return [];
    const joins = lane.channel === "email" && isFresh(first) && !single;
    const batchId = joins ? this.together(lane, first) : first.batchId;
    if (batchId === null) throw new Error(`The delivery ${first.id} is queued in no batch.`);
    // With what a report has settled since: only what is still queued is written down afterwards.
    return byBatch.all(this.hub.db, this.hub.processId, { batchId });
  }

  /**
   * Written in the turn in which the request is made: the platform holds a request back until what was written before it is
   * durable. So a hub that dies at any moment finds here whatever may have left. Not a command: it is written for each try.
   */
  handOver(batch: Delivery[]): void {
    this.write(batch, "handed_at = coalesce(handed_at, ?1), unclear_at = coalesce(unclear_at, ?1)", clock.now());
  }

  /** The receiver has surely not taken it this time. `batch` is as it was before: an earlier try may be unclear all the same. */
  takeBack(batch: Delivery[]): void {
    if (batch.every((delivery) => delivery.unclearAt === null)) this.write(batch, "unclear_at = ?1", null);
  }

  postpone(batch: Delivery[], until: number): void {
    this.write(batch, "next_try_at = ?1", until);
  }

  /** What D1 knew as queued, the hub that was lost may have handed over since. */
  assumeHandedOver(): void {
    this.hub.sql.exec(
      `UPDATE deliveries SET handed_at = coalesce(handed_at, updated_at), unclear_at = coalesce(unclear_at, updated_at)
       WHERE process_id = ? AND state = 'queued'`,
      this.hub.processId,
    );
  }

  private write(batch: Delivery[], set: string, value: number | null): void {
    this.hub.sql.exec(
      `UPDATE deliveries SET ${set} WHERE process_id = ?2 AND batch_id = ?3 AND state = 'queued'`,
      value,
      this.hub.processId,
      batch[0]?.batchId,
    );
  }

  private together(lane: Lane, first: Delivery): string | null {
    const fresh = this.due(lane, "AND handed_at IS NULL AND alone = 0", mostInBatch);
    if (fresh.every((row) => row.batchId === first.batchId)) return first.batchId;
    const batchId = coreId("batch", clock.now(), this.hub.tag);
    const ids = fresh.map((row) => row.id);
    this.gather(batchId, ids);
    return batchId;
  }

  private due({ channel, lane }: Lane, more: string, limit: number): Delivery[] {
    return select(
      this.hub.db,
      deliveries,
      // Of one moment, in the order of the commands that wrote them: ids of one millisecond have none.
      `WHERE process_id = ? AND state = 'queued' AND channel = ? AND lane = ? AND next_try_at <= ? ${more}
       ORDER BY next_try_at, rev, id LIMIT ?`,
      [this.hub.processId, channel, lane, clock.now(), limit],
    );
  }
}

const isFresh = (delivery: Delivery): boolean => delivery.handedAt === null && !delivery.alone;
