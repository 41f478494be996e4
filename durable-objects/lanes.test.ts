import { expect, it, vi } from "vitest";
import type { HubDb } from "#packages/core/database.ts";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { second } from "#tests/support/bad-days.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { costOf } from "#tests/support/rows-read.ts";
import { Batches } from "./batches.ts";
import type { Hub } from "./core.ts";
import { earliestDelivery } from "./lanes.ts";
import { restoreQueue } from "./queue.ts";

/** So many rows that wait, without what a command would do for each. */
const fill = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
  INSERT INTO deliveries (process_id, id, rev, created_at, updated_at, message_id, event, channel, lane, recipient, about_kind,
    state, batch_id, attempts, next_try_at, alone)
  SELECT ?1, 'dlv_' || ?2 || i, i, ?4, ?4, 'msg_x', 'test', 'email', ?2, 'to' || i || '@x.test', 'incident', 'queued',
    'bat_' || ?2 || (i / CAST(?5 AS INTEGER)), 0, ?4, 0 FROM n`;
const message = `INSERT INTO messages (process_id, id, rev, created_at, updated_at, event, subject, body, about_kind)
  VALUES (?1, 'msg_x', 0, ?2, ?2, 'test', 'News', '{"heading":"News for all","paragraphs":[],"facts":[]}', 'incident')`;

const on = processFixture({ people: { asha: "manager" } });

/** Puts so many deliveries into a lane, as if they had just been queued. */
function queue(hub: Hub, lane: string, howMany: number, inBatch: number, at: number): void {
  hub.sql.exec(fill, hub.processId, lane, howMany, at, inBatch);
  restoreQueue(hub);
  hub.sql.exec("UPDATE hub_outbox SET handed_at = NULL, unclear_at = NULL");
}

it("a page is found among 50,000 broadcasts without reading them", async () => {
  const { now } = on.time;
  await on.process.inside(({ engine }, { storage }) => {
    queue(engine.hub, "bulk", 50_000, 40, now - 1_000);
    queue(engine.hub, "urgent", 1, 1, now - 500);
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
  });
});

it("10,000 broadcasts leave a request a second, a page goes before them, and what they cost doesn't grow with those that wait", async () => {
  const tiers = [{ afterMinutes: 1, channels: ["email"], userId: on.asha.id }];
  await on.process.run(createChain, { name: "All", tiers });
  const begun = on.time.now;
  await on.process.run(createIncident, { title: "Down", severity: "SEV1" });
  await on.process.settle();
  const before = on.resend.requests.length;
  const { rowsRead } = await costOf(on.process, async (engine) => {
    const { sql, processId } = engine.hub;
    sql.exec(message, processId, begun);
    queue(engine.hub, "bulk", 10_000, 100, begun);
    // Their copy in D1 is another test's.
    vi.spyOn(engine.mirror, "flush").mockResolvedValue();
    vi.spyOn(engine.mirror, "settled").mockResolvedValue();
    await engine.outbox.pump();
    expect((await engine.hub.storage.getAlarm()) ?? 0).toBeLessThanOrEqual(on.time.now + second);
    for (let turn = 0; turn < 101; turn += 1) {
      on.time.now += second;
      engine.alarm();
      await engine.outbox.pump();
    }
  });
  const requests = on.resend.requests.slice(before);
  const [page] = await on.process.sql<{ id: string }>("SELECT id FROM deliveries WHERE lane = 'urgent'");
  // It is due with the sixtieth second's, behind 40 that wait, and is the first of that second.
  expect(requests.findIndex(({ deliveries }) => deliveries.includes(page?.id ?? ""))).toBe(60);
  expect(requests.map(({ size }) => size)).toEqual([99, ...Array(59).fill(100), 1, ...Array(40).fill(100), 1]);
  expect(new Set(requests.flatMap(({ deliveries }) => deliveries)).size).toBe(10_001);
  expect(rowsRead).toBeLessThan(10_000 * 20);
});

it("10,000 broadcasts that are dropped or break without a request let others have their turn between them", async () => {
  let turns = 0;
  await on.process.inside(async ({ engine }, { storage }) => {
    // Without a text each batch breaks, and is tried again later.
    queue(engine.hub, "bulk", 10_000, 100, on.time.now);
    vi.spyOn(engine.mirror, "flush").mockResolvedValue();
    let sending = true;
    const others = () => {
      turns += 1;
      if (sending) setTimeout(others);
    };
    setTimeout(others);
    await engine.outbox.pump();
    sending = false;
    expect(storage.sql.exec("SELECT count(*) AS n FROM hub_outbox WHERE next_try_at <= ?", on.time.now).one()).toEqual({
      n: 0,
    });
  });
  expect(turns).toBeGreaterThanOrEqual(99);
});
