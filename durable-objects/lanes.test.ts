import { expect, it } from "vitest";
import { clock } from "#packages/core/clock.ts";
import type { HubDb } from "#packages/core/database.ts";
import { TestProcess } from "#tests/support/harness.ts";
import { Batches } from "./batches.ts";
import type { Hub } from "./core.ts";
import { earliestDelivery } from "./lanes.ts";
import { restoreQueue } from "./queue.ts";

/** So many rows that wait, without what a command would do for each. */
const fill = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
  INSERT INTO deliveries (process_id, id, rev, created_at, updated_at, message_id, event, channel, lane, recipient, about_kind,
    state, batch_id, attempts, next_try_at, alone)
  SELECT ?1, 'dlv_' || ?2 || i, i, 0, 0, 'msg', 'test', 'email', ?2, 'to', 'incident', 'queued', 'bat_' || ?2 || (i / CAST(?5 AS INTEGER)), 0, ?4, 0 FROM n`;

it("a page is found among 50,000 broadcasts without reading them", async () => {
  const process = await TestProcess.create();
  const now = clock.now();
  await process.inside(({ engine }, { storage }) => {
    storage.sql.exec(fill, process.id, "bulk", 50_000, now - 1_000, 40);
    storage.sql.exec(fill, process.id, "urgent", 1, now - 500, 1);
    restoreQueue(engine.hub);
    storage.sql.exec("UPDATE hub_outbox SET handed_at = NULL, unclear_at = NULL");
    const cursors: { rowsRead: number }[] = [];
    const sql = {
      exec(query: string, ...values: unknown[]) {
        const cursor = storage.sql.exec(query, ...values);
        cursors.push(cursor);
        return cursor;
      },
    };
    // What picking a batch uses of its hub.
    const hub = { ...engine.hub, sql, db: { $client: { sql } } as unknown as HubDb } as Hub;
    const gathered: string[][] = [];
    const batches = new Batches(hub, (_into, from) => void gathered.push(from));
    expect(earliestDelivery(hub)).toBe(now - 1_000);
    expect(batches.next({ channel: "email", lane: "urgent" })?.deliveries.map((row) => row.lane)).toEqual(["urgent"]);
    batches.next({ channel: "email", lane: "bulk" });
    // Two of forty fit into a request of a hundred.
    expect(gathered.map((from) => from.length)).toEqual([1]);
    expect(cursors.reduce((sum, cursor) => sum + cursor.rowsRead, 0)).toBeLessThan(500);
    for (const table of ["deliveries", "hub_outbox"]) storage.sql.exec(`DELETE FROM ${table}`);
  });
});
