import { clock, day } from "#packages/core/clock.ts";
import type { ProcessTable } from "#packages/core/database.ts";
import type { Delivery } from "#packages/core/sending/deliveries.server.ts";
import { deliveries } from "#packages/core/tables.ts";
import type { Hub } from "./core.ts";
import type { RowChange } from "./writes.ts";

const insert = "INSERT INTO hub_standing (delivery_id, user_id, about_id, guard_id)";

export const isDelivery = (table: ProcessTable) => table === (deliveries as ProcessTable);

/** What a command has written to be shown in the app stands from then on, and no longer than its delivery; in its transaction. */
export function followStanding({ sql }: Hub, changes: RowChange[]): void {
  for (const { table, id, before, after } of changes) {
    if (!isDelivery(table)) continue;
    // Rows of this table, by the line above.
    const [was, row] = [before, after] as (Delivery | null)[];
    if ((row ?? was)?.channel !== "in_app") continue;
    if (!was && row) sql.exec(`${insert} VALUES (?, ?, ?, ?)`, id, row.userId, row.aboutId, row.guardId);
    else if (!row || row.state === "dropped") sql.exec("DELETE FROM hub_standing WHERE delivery_id = ?", id);
  }
}

/** What was taken before is wanted no longer, or was told of again since. */
const restoredForMs = 7 * day;

/** Of a restored hub: what its copy has as shown stands again, until it is judged. */
export function restoreStanding({ sql, processId }: Hub): void {
  sql.exec(
    `${insert} SELECT id, user_id, about_id, guard_id FROM deliveries
       WHERE process_id = ?1 AND channel = 'in_app' AND user_id IS NOT NULL AND
         (state = 'unseen' OR (state = 'sent' AND created_at > ?2))
       ON CONFLICT DO NOTHING`,
    processId,
    clock.now() - restoredForMs,
  );
}
