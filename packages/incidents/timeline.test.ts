import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { call, TestProcess, type TestUser } from "#tests/support/harness.ts";
import { FakeResend } from "#tests/support/mail.ts";
import { createIncident } from "./commands/create.server.ts";
import { commentOnIncident } from "./commands/talk.server.ts";
import { incidentDetail, searchIncidents } from "./views.server.ts";

describe("an incident's timeline", () => {
  let process: TestProcess;
  let asha: TestUser;
  beforeAll(async () => {
    new FakeResend().install();
    process = await TestProcess.create();
    asha = await process.user("operator", { name: "Asha" });
  });
  afterAll(() => vi.restoreAllMocks());

  /** Comments without waiting each time for what follows. */
  const comment = (id: string, texts: string[]) =>
    process.inside(({ engine }) => {
      for (const text of texts) engine.runAsSystem(commentOnIncident.name, { id, text });
    });
  interface Page {
    timeline: { seq: number; action: string; data: { text?: string } }[];
    timelineCursor: string | null;
  }
  const page = async (id: string, cursor?: string | null) => {
    const path = `/api/incidents/${id}${cursor ? `?timelineCursor=${cursor}` : ""}`;
    return (await call("GET", path, { as: asha })).body as Page;
  };

  it("is told in pages, the latest first, each event once, comments whole; the feed has their beginnings", async () => {
    const { id } = await process.run(createIncident, { title: "Talked about", severity: "SEV4" });
    const long = (number: number) => `${number} ${"😀 long ".repeat(2_000)}needle${number}`;
    await comment(
      id,
      Array.from({ length: 40 }, (_, number) => long(number)),
    );
    const first = await process.view(incidentDetail, { id });
    expect(JSON.stringify(first).length).toBeLessThan(400_000);
    expect(first.timeline.at(-1)?.data?.text).toBe(long(39));
    const seen: number[] = [];
    let pages = 0;
    for (let cursor: string | null | undefined; cursor !== null; pages++) {
      const got = await page(id, cursor);
      seen.unshift(...got.timeline.map(({ seq }) => seq));
      cursor = got.timelineCursor;
    }
    expect(pages).toBeGreaterThan(5);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    expect(seen).toHaveLength(41);
    const { items } = await process.feed(0, 1_000);
    const told = items.filter(({ type }) => type === "incident.commented");
    const beginning = String(told[0]?.data?.text);
    expect([[...beginning].length, beginning.endsWith("…"), beginning.isWellFormed()]).toEqual([201, true, true]);
    expect(JSON.stringify(told).length).toBeLessThan(40_000);
    const found = await process.view(searchIncidents, { q: "needle0" });
    expect(found.map((hit) => hit.id)).toEqual([id]);
  });

  it("has a hundred events to a page where they are short", async () => {
    const { id } = await process.run(createIncident, { title: "Busy", severity: "SEV4" });
    await comment(
      id,
      Array.from({ length: 120 }, (_, number) => `Comment ${number}`),
    );
    const latest = await page(id);
    expect([latest.timeline.length, latest.timeline.at(-1)?.data.text]).toEqual([100, "Comment 119"]);
    const earlier = await page(id, latest.timelineCursor);
    expect([earlier.timeline.length, earlier.timeline[0]?.action, earlier.timelineCursor]).toEqual([
      21,
      "created",
      null,
    ]);
    expect((await call("GET", `/api/incidents/${id}?timelineCursor=x`, { as: asha })).status).toBe(422);
  });

  it("is opened at most thirty times a minute by one person", async () => {
    const open = () => process.tryRun(createIncident, { title: "Again", severity: "SEV4" }, asha.caller);
    const results = [];
    for (let number = 0; number < 31; number++) results.push(await open());
    expect(results.map((result) => result.ok)).toEqual([...Array(30).fill(true), false]);
    await process.run(updateProcess, { writesPerMinute: 124 });
    expect((await open()).ok).toBe(true);
    expect((await open()).ok).toBe(false);
    expect(results[30]).toMatchObject({ error: { code: "rate_limited", retryAfter: expect.any(Number) } });
    const ben = await process.user("operator");
    expect((await process.tryRun(createIncident, { title: "Other", severity: "SEV4" }, ben.caller)).ok).toBe(true);
    expect((await process.tryRun(createIncident, { title: "By itself", severity: "SEV4" })).ok).toBe(true);
  });

  it("is found by a single letter only as a word of its own, newest first", async () => {
    const { id } = await process.run(createIncident, { title: "Plan Z failed", severity: "SEV4" });
    await process.run(createIncident, { title: "Zebra crossing", severity: "SEV4" });
    const hits = async (q: string) => (await process.view(searchIncidents, { q })).map((hit) => hit.title);
    expect(await hits("z")).toEqual(["Plan Z failed"]);
    expect(await hits("ze")).toEqual(["Zebra crossing"]);
    expect(await hits("z plan")).toEqual(["Plan Z failed"]);
    const { id: later } = await process.run(createIncident, { title: "Z again", severity: "SEV4" });
    expect((await process.view(searchIncidents, { q: "z", limit: 1 })).map((hit) => hit.id)).toEqual([later]);
    expect(id).not.toBe(later);
  });
});
