import { clock } from "#packages/core/clock.ts";
import { lookup, select } from "#packages/core/rows.ts";
import type { Delivery, QueuedBatch } from "#packages/core/sending/deliveries.server.ts";
import { deliveries, hubOutbox } from "#packages/core/tables.ts";
import type { Hub } from "./core.ts";
import type { Lane } from "./lane.ts";
import { mostInBatch } from "./notify.ts";

/** What goes out in one request, as it was when it was picked. */
export interface Batch extends QueuedBatch {
  /** All of it, with what a report has settled since: only what is still queued is written down afterwards. */
  deliveries: Delivery[];
}

const byBatch = lookup(deliveries, ["batchId"], ["id"]);
const isFresh = ({ handedAt, alone }: QueuedBatch): boolean => handedAt === null && !alone;

/**
 * Which deliveries go out in one request. A batch is a key to the mail service, which must see the same mails under it each
 * time: a batch that was handed over stays as it is for ever. Those that were not are put together first, or a storm of
 * pages would run into the service's limit of requests.
 *
 * The queue has a row for each batch and not for each delivery, so that very many waiting ones are few to look at. Its rows
 * follow from the deliveries (`queue.ts`), but for what is written here, past any command: that a batch is being handed over.
 */
export class Batches {
  constructor(
    private readonly hub: Hub,
    private readonly gather: (into: string, from: string[]) => void,
  ) {}

  isDue(lane: Lane): boolean {
    return this.due(lane, 1).length > 0;
  }

  /** `single`: as the first of them was queued, without others that could go with it. */
  next(lane: Lane, single = false): Batch | null {
    const due = this.due(lane, mostInBatch);
    const [first] = due;
    if (!first) return null;
    if (lane.channel === "email" && isFresh(first) && !single) this.together(first, due.filter(isFresh));
    return { ...first, deliveries: byBatch.all(this.hub.db, this.hub.processId, { batchId: first.batchId }) };
  }

  /**
   * Written in the turn in which the request is made: the platform holds a request back until what was written before it is
   * durable. So a hub that dies at any moment finds here whatever may have left.
   */
  handOver({ batchId }: Batch): void {
    this.hub.sql.exec(
      "UPDATE hub_outbox SET handed_at = coalesce(handed_at, ?1), unclear_at = coalesce(unclear_at, ?1) WHERE batch_id = ?2",
      clock.now(),
      batchId,
    );
  }

  /** The receiver has surely not taken it this time. An earlier try may be unclear all the same. */
  takeBack({ batchId, unclearAt }: Batch): void {
    if (unclearAt === null) this.hub.sql.exec("UPDATE hub_outbox SET unclear_at = NULL WHERE batch_id = ?", batchId);
  }

  postpone({ batchId }: Batch, until: number): void {
    this.hub.sql.exec("UPDATE hub_outbox SET next_try_at = ? WHERE batch_id = ?", until, batchId);
  }

  /** Under the key of the first, which no receiver has seen yet. */
  private together(first: QueuedBatch, fresh: QueuedBatch[]): void {
    let size = 0;
    const fitting = fresh.filter((batch) => {
      if (size + batch.size > mostInBatch) return false;
      size += batch.size;
      return true;
    });
    const others = fitting.map(({ batchId }) => batchId).filter((id) => id !== first.batchId);
    if (others.length > 0) this.gather(first.batchId, others);
  }

  private due({ channel, lane }: Lane, limit: number): QueuedBatch[] {
    return select(
      this.hub.db,
      hubOutbox,
      // Of one moment, in the order of the commands that wrote them: ids of one millisecond have none.
      "WHERE channel = ? AND lane = ? AND next_try_at <= ? ORDER BY next_try_at, rev, batch_id LIMIT ?",
      [channel, lane, clock.now(), limit],
    );
  }
}
