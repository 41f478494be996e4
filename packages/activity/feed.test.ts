import { describe, expect, it, vi } from "vitest";
import { feedSince } from "#durable-objects/feed.ts";
import { systemActor, systemCaller } from "#packages/core/actor.ts";
import type { FeedEvent } from "#packages/core/feed.ts";
import { readFilter } from "#packages/core/filter.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { commentOnIncident } from "#packages/incidents/commands/talk.server.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";
import { ShowActivity } from "./queries.server.ts";

interface Answer {
  items: FeedEvent[];
  lastSeq: number;
  nextSince: number;
}

describe("the feed, asked for in pages", () => {
  const on = processFixture({ clock: "real", people: { asha: "operator" } });

  const get = async (query: string): Promise<Answer> => {
    const { body, status } = await call("GET", `/api/activity?${query}`, { as: on.asha });
    expect([query, status]).toEqual([query, 200]);
    return body as Answer;
  };
  /** Pages on from `since` as a client does, until there is no more. */
  const readOn = async (since: number, query: string): Promise<FeedEvent[]> => {
    const all: FeedEvent[] = [];
    for (let from = since; ; ) {
      const { items, nextSince, lastSeq } = await get(`since=${from}&${query}`);
      all.push(...items);
      if (nextSince >= lastSeq) return all;
      expect(nextSince).toBeGreaterThan(from);
      from = nextSince;
    }
  };
  /** Copies of the newest event, straight into the table: 3,000 commands would take their time. */
  const addMany = (count: number) =>
    on.process.inside(({ engine }, { storage }) => {
      storage.sql.exec(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
         INSERT INTO events SELECT process_id, seq + i, rev, 'incident.commented', 'incident', entity_id, entity_number, 'commented', audience,
           actor_kind, actor_id, actor_name, at, summary, data FROM events, n WHERE seq = (SELECT max(seq) FROM events)`,
      );
      const seq = Number(storage.sql.exec("SELECT max(seq) AS seq FROM events").one().seq);
      storage.sql.exec("UPDATE hub_meta SET value = json_set(value, '$.seq', ?) WHERE key = 'head'", seq);
      engine.hub.meta.facts.clear();
    });

  it("finds each event of a type, however far it is from where one goes on", async () => {
    const { id } = await on.process.run(createIncident, { title: "First", severity: "SEV4" });
    const { lastSeq: start } = await get("limit=1");
    await addMany(3_000);
    await on.process.run(createIncident, { title: "Second", severity: "SEV4" });
    await on.process.run(commentOnIncident, { id, text: "and on" });
    const { lastSeq } = await get("limit=1");
    const far = await get(`since=${start}&type=incident.created&limit=1`);
    expect(far.items.map(({ summary }) => summary)).toEqual([expect.stringContaining("Second")]);
    expect(far.nextSince).toBe(lastSeq - 1);
    expect(await get(`since=${far.nextSince}&type=incident.created&limit=1`)).toMatchObject({
      items: [],
      nextSince: lastSeq,
    });
    const back = await get("type=incident.created&limit=2");
    expect(back.items.map(({ summary }) => summary)).toEqual([
      expect.stringContaining("Second"),
      expect.stringContaining("First"),
    ]);
    const read = await on.process.inside(({ engine }) => {
      const spied = vi.spyOn(engine.hub.sql, "exec");
      feedSince(engine.hub, systemActor(systemCaller("setup")), start, 1, { types: ["incident.created", "user"] });
      return spied.mock.results.reduce((sum, { value }) => sum + (value as SqlStorageCursor<never>).rowsRead, 0);
    });
    expect(read).toBeLessThan(30);
  });

  it("gives everything once and in order, page by page, narrowed to several types or not", async () => {
    const { id } = await on.process.run(createIncident, { title: "Down", severity: "SEV4" });
    for (const text of ["one", "two", "three"]) await on.process.run(commentOnIncident, { id, text });
    const whole = await readOn(0, "limit=500");
    expect(whole.map(({ seq }) => seq)).toEqual(whole.map((_, index) => index + 1));
    expect(await readOn(0, "limit=2")).toEqual(whole);
    const types = ["user.created", "incident.commented"];
    const some = whole.filter(({ type }) => types.includes(type));
    expect(some).toHaveLength(4);
    expect(await readOn(0, `limit=1&type=${types}`)).toEqual(some);
    expect(await readOn(0, "limit=1&type=incident")).toEqual(whole.filter(({ entity }) => entity === "incident"));
    expect(await readOn(0, "limit=2&type=incident,incident.commented,user,nothing,page")).toEqual(
      whole.filter(({ entity }) => ["incident", "user"].includes(entity)),
    );
    expect(await on.process.newest(4, 2)).toMatchObject({ items: [{ seq: 3 }, { seq: 2 }], olderBefore: 2 });
    expect(await on.process.newest(3, 2)).toMatchObject({ items: [{ seq: 2 }, { seq: 1 }], olderBefore: null });
    expect(await get(`since=${whole.length + 50}`)).toMatchObject({ items: [], nextSince: whole.length });
  });

  it("is refused in plain words where a number is none, or out of bounds", async () => {
    const numbers = [
      "since=-1",
      "since=0.5",
      "since=1e3",
      "since=0x10",
      "since=%20",
      "limit=0",
      "limit=501",
      "limit=-5",
    ];
    for (const query of [...numbers, `type=${Array.from({ length: 21 }, (_, n) => `t${n}`)}`]) {
      const { status, body } = await call("GET", `/api/activity?${query}`, { as: on.asha });
      const said = JSON.stringify(body);
      expect([query, status, said]).toEqual([
        query,
        422,
        expect.stringMatching(/A whole number from|At most 20 kinds/),
      ]);
    }
    const before = (value: string) => readFilter(ShowActivity, { before: value }).ok;
    expect(["-5", "0.5", "0", "x", "1", "900"].map(before)).toEqual([false, false, false, false, true, true]);
  });
});
