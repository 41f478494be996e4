import { describe, expect, it, vi } from "vitest";
import { verifyChain } from "#packages/audit/chain.server.ts";
import { bulkIncidents } from "#packages/incidents/commands/bulk.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { commentOnIncident } from "#packages/incidents/commands/talk.server.ts";
import { updateIncident } from "#packages/incidents/commands/update.server.ts";
import { searchIncidents } from "#packages/incidents/views.server.ts";
import { gauges, processTables } from "#packages/modules.ts";
import { minute, second, TestD1 } from "#tests/support/bad-days.ts";
import { differences, resync } from "#tests/support/copy.ts";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, must } from "#tests/support/harness.ts";
import { plainBody } from "#tests/support/mail.ts";
import { inTransaction, writeMeta } from "./meta.ts";
import { removalSqls } from "./mirror-sql.ts";

const hindi = "भुगतान सेवा पर दबाव बढ़ गया है और उत्तर देर से आते हैं। ".repeat(400).slice(0, 18_000);

const toSlack = { event: "x", about: { kind: "incident", id: null }, people: [], channels: ["slack" as const] };

describe("the mirror, with D1's documented limits", () => {
  let d1: TestD1;
  const on = processFixture({
    before: () => {
      d1 = new TestD1();
    },
  });

  const mirrorOf = async () => (await on.process.hub.health()).mirror;
  const open = (title: string, more: object = {}) =>
    on.process.run(createIncident, { title, severity: "SEV4", ...more });

  it("counts bytes, not characters: forty long Hindi texts written while D1 was away arrive, and so do they again", async () => {
    d1.mode = "throws";
    for (let n = 0; n < 40; n += 1) await open(`घटना ${n}`, { description: hindi });
    d1.mode = "fine";
    await on.time.forward(minute, on.process);
    expect(await differences(on.process)).toEqual([]);
    await resync(on.process);
    expect(await mirrorOf()).toMatchObject({ pendingRows: 0, behindByRevs: 0, lastError: null, refused: [] });
    expect(d1.longest).toBeGreaterThan(500_000);
  });

  it("sends no audit row before the events that it names, wherever a parcel ends", async () => {
    const { id } = await open("Many events");
    await on.process.settle();
    d1.mode = "throws";
    // 600 further events, copied straight into the table: more than one parcel takes, while its rows of the audit log fit.
    await on.process.inside(({ engine }, { storage: { sql } }) => {
      const last = Number(sql.exec("SELECT max(seq) AS seq FROM events").one().seq);
      sql.exec(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
         INSERT INTO events SELECT process_id, seq + i, rev, type, entity, entity_id, entity_number, action, audience,
           actor_kind, actor_id, actor_name, at, summary, data FROM events, n WHERE seq = ?`,
        last,
      );
      inTransaction(engine.hub, () => writeMeta(engine.hub, "seq", last + 600));
    });
    for (const text of ["one", "two"]) await on.process.run(commentOnIncident, { id, text });
    d1.mode = "fine";
    const reached = async (table: string, column: string) =>
      env.DB.prepare(`SELECT max(${column}) AS at FROM ${table} WHERE process_id = ?`)
        .bind(on.process.id)
        .first<number>("at");
    const ends = [];
    for (let parcel = 0; parcel < 3; parcel += 1) {
      // Each time D1 takes one parcel more and is away again.
      d1.most = d1.batches + 1;
      await on.time.forward(minute, on.process);
      ends.push([await reached("events", "seq"), await reached("audit", "last_event")]);
    }
    expect(new Set(ends.map(([event]) => event)).size).toBeGreaterThan(1);
    expect(ends.filter(([event, named]) => (named ?? 0) > (event ?? 0))).toEqual([]);
    d1.most = null;
    expect(await differences(on.process)).toEqual([]);
  });

  it("closes 500 incidents with a long root cause: the log has it in parts, each found under what it changes", async () => {
    const { id: first } = await open("Incident 1");
    // The same row 499 times more: what counts here is closing them.
    await on.process.inside((_hub, { storage: { sql } }) => {
      const names = sql.exec("SELECT * FROM incidents LIMIT 1").columnNames.map((name) => `"${name}"`);
      const copied = names.map((name) => (name === '"id"' ? "'inc_' || value" : name === '"number"' ? "value" : name));
      sql.exec(
        `WITH RECURSIVE numbers (value) AS (SELECT 2 UNION ALL SELECT value + 1 FROM numbers WHERE value < 500)
         INSERT INTO incidents (${names}) SELECT ${copied} FROM incidents, numbers WHERE id = ?`,
        first,
      );
    });
    const ids = [first, ...Array.from({ length: 499 }, (_, n) => `inc_${n + 2}`)];
    const rootCause = 'line of text, "quoted"\n'.repeat(900).slice(0, 19_000).trim();
    const { results } = await on.process.run(bulkIncidents, { action: "close", ids, rootCause });
    expect(results.filter(({ ok }) => ok)).toHaveLength(500);
    await on.time.forward(minute, on.process);
    expect(await mirrorOf()).toMatchObject({ pendingRows: 0, behindByRevs: 0, lastError: null, refused: [] });
    expect(await differences(on.process)).toEqual([]);
    expect(must(await verifyChain(on.process.door))).toMatchObject({ ok: true });
    const about =
      "SELECT count(*) AS n FROM audit_refs JOIN audit USING (process_id, seq) WHERE id = ? AND action = 'incident.bulk'";
    for (const id of [first, "inc_250", "inc_500"]) expect(await on.process.sql(about, id)).toEqual([{ n: 1 }]);
    const [parts] = await on.process.sql<{ n: number; longest: number }>(
      "SELECT count(*) AS n, max(length(changes)) AS longest FROM audit WHERE action = 'incident.bulk'",
    );
    expect(parts?.n).toBeGreaterThan(35);
    expect(parts?.longest).toBeLessThan(300_000);
  });

  it("binds a row column by column that JSON would make longer than a parameter may be", async () => {
    const text = 'A "quoted" line\n\n\n'.repeat(80_000);
    expect(JSON.stringify(JSON.stringify(text)).length).toBeGreaterThan(2_000_000);
    vi.spyOn(commentOnIncident, "run").mockImplementation((ctx) => {
      ctx.notify({ ...toSlack, mail: { subject: "x", body: plainBody(text) } });
      return { ok: true, value: { seq: 0 } as never };
    });
    await on.process.run(commentOnIncident, { id: "inc_x", text: "x" });
    await on.process.settle();
    expect(await mirrorOf()).toMatchObject({ pendingRows: 0, lastError: null, refused: [] });
    const copy = await env.DB.prepare("SELECT body FROM messages WHERE process_id = ?").bind(on.process.id).first();
    expect(copy).toEqual({ body: JSON.stringify(plainBody(text)) });
  });

  it("tells a team of 2,600 of an incident", async () => {
    await on.process.sql(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2600)
       INSERT INTO users (process_id, id, rev, created_at, updated_at, email, name, role, is_active)
       SELECT ?, 'usr_many' || i, 0, 0, 0, i || '@many.test', 'Person ' || i, 'viewer', 1 FROM n`,
      on.process.id,
    );
    await resync(on.process);
    await on.process.inside(({ engine }) => {
      // Nothing is handed over: only the writing of it counts here.
      vi.spyOn(engine.outbox, "pump").mockResolvedValue([]);
    });
    await open("Everybody");
    await on.process.inside(({ engine }) => engine.mirror.flush());
    expect(await mirrorOf()).toMatchObject({ pendingRows: 0, lastError: null, refused: [] });
    expect(await differences(on.process)).toEqual([]);
  });

  it("sets aside the one row that D1 refuses, shows it, goes on with all others, and tries it again", async () => {
    for (let n = 0; n < 20; n += 1) await open(`Before ${n}`);
    await on.process.settle();
    d1.refuses.push("Poisoned");
    d1.mode = "throws";
    const { id } = await open("Poisoned");
    for (let n = 0; n < 20; n += 1) await open(`After ${n}`);
    d1.mode = "fine";
    await on.time.forward(minute, on.process);
    const copied = () =>
      env.DB.prepare("SELECT count(*) AS n FROM incidents WHERE process_id = ?").bind(on.process.id).first();
    expect(await copied()).toEqual({ n: 40 });
    const state = await mirrorOf();
    expect(state).toMatchObject({ pendingRows: 0, behindByRevs: 0, failingSince: null });
    const aside = state.refused.map(({ table }) => table).sort();
    expect(aside).toEqual(["audit", "events", "incidents"]);
    expect(state.refused[0]).toMatchObject({ error: "D1_ERROR: refused by the test: SQLITE_CONSTRAINT" });
    expect(state.refused.find(({ table }) => table === "incidents")).toMatchObject({ row: id });
    expect((await call("GET", "/healthz")).body).toMatchObject({ status: "degraded", checks: { mirror: "degraded" } });

    // Once more refused, it is set aside again and everything else still goes on.
    await on.time.forward(2 * minute, on.process);
    expect((await mirrorOf()).refused).toHaveLength(3);
    // A later write of the row tries it at once.
    await on.process.run(updateIncident, { id, title: "Healed" });
    await on.process.settle();
    expect(await copied()).toEqual({ n: 41 });
    expect((await mirrorOf()).refused.map(({ table }) => table)).not.toContain("incidents");
    d1.refuses.length = 0;
    await resync(on.process);
    expect((await mirrorOf()).refused).toEqual([]);
    expect(await differences(on.process)).toEqual([]);
    expect(await call("GET", "/healthz")).toMatchObject({ body: { checks: { mirror: "ok" } } });
  });

  it("blames no row for a D1 that does not answer: it asks for less, and sets nothing aside", async () => {
    d1.mode = "throws";
    for (let n = 0; n < 12; n += 1) await open(`Waiting ${n}`);
    d1.mode = "hangs";
    const real = globalThis.setTimeout;
    // The mirror's patience ends at once; no other wait is shortened.
    vi.spyOn(globalThis, "setTimeout").mockImplementation(((run: () => void, ms?: number) =>
      real(run, ms === 5_000 ? 0 : ms)) as typeof setTimeout);
    for (let tries = 0; tries < 12; tries += 1) await on.time.forward(31 * second, on.process);
    expect(await mirrorOf()).toMatchObject({ refused: [], lastError: "D1 did not answer within 5000 ms" });
    d1.mode = "fine";
    await on.process.inside(() => d1.release());
    await on.time.forward(minute, on.process);
    expect(await mirrorOf()).toMatchObject({ refused: [], pendingRows: 0, lastError: null });
    expect(await differences(on.process)).toEqual([]);
  });

  it("takes forty long comments on one incident, and refuses in plain words what no row can hold", async () => {
    const { id } = await open("Much to say");
    for (let n = 0; n < 40; n += 1) await on.process.run(commentOnIncident, { id, text: `${hindi} ${n}` });
    expect(await on.process.view(searchIncidents, { q: "भुगतान" })).toMatchObject([{ id }]);
    vi.spyOn(commentOnIncident, "run").mockImplementation((ctx) => {
      const text = hindi.repeat(60);
      ctx.notify({ ...toSlack, mail: { subject: "x", body: plainBody(text) } });
      return { ok: false, error: { code: "internal", message: "It was written." } };
    });
    const refused = await on.process.tryRun(commentOnIncident, { id, text: "x" });
    expect(refused).toMatchObject({ ok: false, error: { code: "too_large" } });
    await on.process.settle();
    expect(await mirrorOf()).toMatchObject({ pendingRows: 0, refused: [] });
    expect(await differences(on.process)).toEqual([]);
  });

  it("tells D1 a hub's figures anew every few seconds, not with each copy, and in the end those that hold", async () => {
    const [gauge] = gauges;
    if (!gauge) throw new Error("No module has a figure.");
    await on.process.settle();
    on.time.now += minute;
    let figure = 0;
    const read = vi.spyOn(gauge, "read").mockImplementation(() => ++figure);
    for (let n = 0; n < 5; n += 1) {
      await open(`Number ${n}`);
      await on.process.inside(({ engine }) => engine.mirror.flush());
    }
    expect(read).toHaveBeenCalledTimes(1);
    const told = "SELECT json_extract(gauges, '$.' || ?2) FROM process_clocks WHERE process_id = ?1";
    const inD1 = () => env.DB.prepare(told).bind(on.process.id, gauge.name).raw();
    expect(await inD1()).toEqual([[1]]);
    await on.time.forward(6_000, on.process);
    expect(read.mock.calls.length).toBeGreaterThan(1);
    expect(await inD1()).toEqual([[figure]]);
  });

  it("finds what was removed by its key, in each table", async () => {
    for (const name of processTables.keys()) {
      for (const sql of removalSqls(name)) {
        const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).bind("[]", "p").all<{ detail: string }>();
        const scans = results.map((row) => row.detail).filter((detail) => /SCAN/.test(detail));
        expect(scans.filter((detail) => !/json_each|LIST SUBQUERY/.test(detail))).toEqual([]);
        if (sql.startsWith("DELETE"))
          expect(results[0]?.detail).toContain(
            `SEARCH ${name} USING INDEX sqlite_autoindex_${name}_1 (process_id=? AND id=?)`,
          );
      }
    }
  });
});
