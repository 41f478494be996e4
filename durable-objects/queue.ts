import type { ProcessTable } from "#packages/core/database.ts";
import type { Delivery } from "#packages/core/sending/deliveries.server.ts";
import { deliveries } from "#packages/core/tables.ts";
import type { Hub } from "./core.ts";
import type { RowChange } from "./writes.ts";

/** Of the deliveries that wait, one row for each batch, such as the hub's own table has it. */
const batchesOf = (
  which: string,
) => `SELECT batch_id, min(channel), min(lane), count(*), max(alone), max(rev), min(next_try_at)
  FROM deliveries WHERE process_id = ?1 AND state = 'queued' AND ${which} GROUP BY batch_id`;
const columns = "batch_id, channel, lane, size, alone, rev, next_try_at";

/** Brings the queue in line with the deliveries that a command has changed, in its transaction. */
export function followDeliveries(hub: Hub, changes: RowChange[]): void {
  const touched = new Set<string>();
  for (const { table, before, after } of changes)
    if (table === (deliveries as ProcessTable))
      // Rows of this table, by the line above.
      for (const row of [before, after] as (Delivery | null)[])
        if (row?.batchId && row.channel !== "in_app") touched.add(row.batchId);
  if (touched.size === 0) return;
  const ids = JSON.stringify([...touched]);
  const named = "batch_id IN (SELECT value FROM json_each(?2))";
  hub.sql.exec(
    `INSERT INTO hub_outbox (${columns}) ${batchesOf(named)} ON CONFLICT (batch_id) DO UPDATE SET
       size = excluded.size, alone = excluded.alone, rev = excluded.rev, next_try_at = excluded.next_try_at`,
    hub.processId,
    ids,
  );
  hub.sql.exec(
    `DELETE FROM hub_outbox WHERE batch_id IN (SELECT value FROM json_each(?2)) AND NOT EXISTS
       (SELECT 1 FROM deliveries WHERE process_id = ?1 AND deliveries.batch_id = hub_outbox.batch_id AND state = 'queued')`,
    hub.processId,
    ids,
  );
}

/**
 * The queue of a hub that was restored. What its copy knows as queued, the hub that was lost may have handed over since: so each
 * batch stays as it is, under its key.
 */
export function restoreQueue(hub: Hub): void {
  hub.sql.exec(
    `INSERT INTO hub_outbox (${columns}) ${batchesOf("batch_id IS NOT NULL")} ON CONFLICT (batch_id) DO NOTHING`,
    hub.processId,
  );
  hub.sql.exec(
    `UPDATE hub_outbox SET handed_at = coalesce(handed_at, told.at), unclear_at = coalesce(unclear_at, told.at)
       FROM (SELECT batch_id, max(updated_at) AS at FROM deliveries WHERE process_id = ? AND state = 'queued' GROUP BY batch_id) AS told
       WHERE told.batch_id = hub_outbox.batch_id`,
    hub.processId,
  );
}
