import { describe, expect, it } from "vitest";
import { exportChain, verifyChain } from "#packages/audit/chain.server.ts";
import { day } from "#packages/core/clock.ts";
import type { NewestPage } from "#packages/core/feed.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { resolveIncident } from "#packages/incidents/commands/move.server.ts";
import { commentOnIncident } from "#packages/incidents/commands/talk.server.ts";
import { verifyLines } from "#scripts/lib/audit-chain.mjs";
import { lose, minute, nothingElse, TestD1 } from "#tests/support/bad-days.ts";
import { differences, resync } from "#tests/support/copy.ts";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, must, type TestUser } from "#tests/support/harness.ts";
import { tidy } from "#tests/support/tidy.ts";
import { feedDoor } from "#worker/feed.ts";

describe("what leaves a hub", () => {
  const on = processFixture({ people: { asha: "operator" } });
  const count = async (table: string) => Number((await on.process.sql(`SELECT count(*) AS n FROM ${table}`))[0]?.n);
  const countInD1 = async (table: string) =>
    env.DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE process_id = ?`).bind(on.process.id).first<number>("n");
  const open = (title: string) => on.process.run(createIncident, { title, severity: "SEV3" });
  const over = async (title: string) => on.process.run(resolveIncident, { id: (await open(title)).id });
  const verdict = async () => must(await verifyChain(on.process.door));
  async function exported() {
    const stream = must(await exportChain(on.process.door, on.process.id));
    return verifyLines((await new Response(stream).text()).split("\n"));
  }

  it("is old, is in D1, and is needed by nothing that is open; the chain is whole all the same, and a lost hub comes back with it", async () => {
    await over("Long ago");
    await on.process.settle();
    on.time.now += 91 * day;
    await over("Lately");
    await on.process.settle();
    const logs = ["audit", "events", "audit_refs", "deliveries", "messages"];
    const before = Object.fromEntries(
      await Promise.all(logs.map(async (table) => [table, await count(table)] as const)),
    );
    await tidy(on.process);
    const after = Object.fromEntries(
      await Promise.all(logs.map(async (table) => [table, await count(table)] as const)),
    );
    for (const table of ["audit", "events", "audit_refs", "deliveries"])
      expect([table, after[table], await countInD1(table)]).toEqual([table, expect.any(Number), expect.any(Number)]);
    expect(after.audit).toBeLessThan(before.audit ?? 0);
    expect(after.events).toBeLessThan(before.events ?? 0);
    expect(after.deliveries).toBeLessThan(before.deliveries ?? 0);
    expect(await countInD1("audit")).toBeGreaterThan(before.audit ?? 0);
    // A delivery that arrived stays with its message, in D1 as well.
    expect(await countInD1("deliveries")).toBe(after.deliveries);
    const told =
      "SELECT sum(json_array_length(value, '$.to')) AS n FROM messages, json_each(told) WHERE process_id = ?";
    const gone = Number(before.deliveries) - Number(after.deliveries);
    expect(await env.DB.prepare(told).bind(on.process.id).first("n")).toBe(gone);

    const whole = { ok: true, from: 1, rows: Number(await countInD1("audit")) };
    expect(await verdict()).toMatchObject(whole);
    expect(await exported()).toMatchObject({ outcome: "ok", rows: whole.rows, chains: [{ from: 1 }] });
    expect(await differences(on.process)).toEqual([]);
    expect(await on.process.feed(0, 10)).toMatchObject({ items: [], nextSince: 0, left: expect.any(Number) });

    const kept = await count("audit");
    await lose(on.process);
    on.time.now += minute;
    must(await on.process.hub.restore());
    await on.process.settle();
    expect(await count("audit")).toBe(kept + 1);
    expect(await verdict()).toMatchObject({ ok: true, from: 1, rows: whole.rows + 1 });
    expect(await exported()).toMatchObject({ outcome: "ok", rows: whole.rows + 1 });
    await resync(on.process);
    expect(await differences(on.process)).toEqual([]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("is nothing that D1 has not confirmed, and nothing that an open incident needs, but for a year at most", async () => {
    await over("Before");
    await on.process.settle();
    const first = await count("audit");
    on.time.now += minute;
    const { id } = await open("Still open");
    const d1 = new TestD1();
    await on.process.settle();
    d1.mode = "throws";
    await over("D1 has not heard of it");
    on.time.now += 100 * day;
    await tidy(on.process);
    const events = await on.process.sql("SELECT seq FROM events WHERE entity_id = ?", id);
    expect(events.length).toBeGreaterThan(0);
    expect(await count("deliveries WHERE state <> 'queued'")).toBeGreaterThan(0);
    expect(await on.process.sql("SELECT seq FROM log_left")).toEqual([{ seq: first }]);
    // The database itself lets nothing else go, whoever asks for it.
    const last = "INSERT INTO log_left SELECT process_id, seq, hash, at, 0 FROM audit ORDER BY seq DESC LIMIT 1";
    const tries = [last, "DELETE FROM audit", "DELETE FROM events", "UPDATE audit SET at = 0", "DELETE FROM log_left"];
    for (const sql of tries)
      await on.process.inside((_hub, { storage }) =>
        expect(() => storage.sql.exec(sql), sql).toThrow(/not confirmed|append-only|forward/),
      );
    d1.mode = "fine";
    on.time.now += 300 * day;
    await tidy(on.process);
    await on.process.settle();
    on.time.now += 2 * day;
    await tidy(on.process);
    expect(await on.process.sql("SELECT seq FROM events WHERE entity_id = ?", id)).toEqual([]);
    expect(await verdict()).toMatchObject({ ok: true, from: 1 });
  });

  it("is no delivery before what it came to is kept with its message, however long its incident was open", async () => {
    const { id } = await on.process.run(createIncident, {
      title: "For long",
      severity: "SEV1",
      assignedToId: on.asha.id,
    });
    await on.process.settle();
    const told = () =>
      env.DB.prepare(
        "SELECT sum(json_array_length(value, '$.to')) AS n FROM messages, json_each(told) WHERE process_id = ?",
      )
        .bind(on.process.id)
        .first("n");
    const before = await count("deliveries");
    expect(before).toBeGreaterThan(0);
    on.time.now += 200 * day;
    await on.process.run(resolveIncident, { id, rootCause: "Found" });
    const since = (await count("deliveries")) - before;
    await tidy(on.process);
    expect([await count("deliveries"), await countInD1("deliveries"), await told()]).toEqual([since, since, before]);
  });

  it("is in D1 for whoever reads on: the feed by its numbers, and an incident's story with its comments", async () => {
    const { id } = await open("Long ago");
    const text = "We found it. ".repeat(40).trim();
    await on.process.run(commentOnIncident, { id, text, visibility: "internal" });
    await on.process.run(resolveIncident, { id });
    for (let i = 0; i < 3; i++) await over("Another");
    const reader = () => on.process.user("viewer");
    const story = async (as: TestUser, cursor = "") =>
      (await call("GET", `/api/incidents/${id}${cursor}`, { as })).body as Record<string, unknown>;
    const feed = async (as: TestUser, query: string) =>
      (await call("GET", `/api/activity?${query}`, { as })).body as { items: { seq: number }[]; nextSince: number };
    const first = await reader();
    const before = [await story(first), (await feed(first, "since=0&limit=6")).items] as const;
    await on.process.settle();
    on.time.now += 100 * day;
    const later = await reader();
    await tidy(on.process);
    expect(await on.process.sql("SELECT seq FROM events WHERE entity_id = ?", id)).toEqual([]);
    const after = await story(later);
    expect(after.timeline).toEqual(before[0].timeline);
    expect(JSON.stringify(after.timeline)).toContain(text);
    expect([after.timelineCursor, Object.keys(after)]).toEqual([null, Object.keys(before[0])]);
    const { items, nextSince } = await feed(later, "since=0&limit=6");
    expect([items, nextSince]).toEqual([before[1], 6]);
    expect(await feed(later, "since=0&limit=2&type=incident.resolved")).toMatchObject({ items: [{}, {}] });
    // To the end, nothing left out.
    const seqs: number[] = [];
    for (let since = 0; ; ) {
      const page = await feed(later, `since=${since}&limit=5`);
      if (page.nextSince === since) break;
      seqs.push(...page.items.map(({ seq }) => seq));
      since = page.nextSince;
    }
    expect(seqs).toEqual(seqs.map((_, place) => place + 1));
    const { newest } = feedDoor((view, input) => on.process.door.view(view, input), on.process.door);
    const back: number[] = [];
    for (let before: number | null = null; before !== null || back.length === 0; ) {
      const page: NewestPage = must(await newest(before, 4));
      back.push(...page.items.map(({ seq }) => seq));
      before = page.olderBefore;
    }
    expect(back.reverse()).toEqual(seqs);
  });
});
