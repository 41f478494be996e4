import { beforeEach, describe, expect, it, vi } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { acknowledgeIncident } from "#packages/incidents/commands/move.server.ts";
import { updateIncident } from "#packages/incidents/commands/update.server.ts";
import { processTables } from "#packages/modules.ts";
import { createProcess } from "#packages/processes/commands.server.ts";
import { verifyLines } from "#scripts/lib/audit-chain.mjs";
import { lose, minute, nothingElse, pagesTo, TestD1 } from "#tests/support/bad-days.ts";
import { operate } from "#tests/support/copy.ts";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { bindings, call, TestProcess } from "#tests/support/harness.ts";
import { watchdog } from "#worker/cron.ts";
import { hashPassword } from "#worker/passwords.ts";

const logs = ["events", "audit", "audit_refs"];
const tables = [...processTables.keys(), "tombstones", ...logs];

/** The steps of docs/operations.md, "Backup and restore", as an operator carries them out. */
describe("the runbook", () => {
  let d1: TestD1;
  const on = processFixture({
    people: { asha: "operator", olga: "super_admin" },
    before: () => {
      d1 = new TestD1();
    },
  });
  beforeEach(async () => {
    const tier = (afterMinutes: number) => ({ afterMinutes, channels: ["email"], userId: on.asha.id });
    await on.process.run(createChain, { name: "All", severity: "SEV1", tiers: [tier(10), tier(60)] });
  });

  const post = (act: string) => call("POST", `/api/operations/${on.process.slug}/${act}`, { as: on.olga });
  const open = (title: string, severity = "SEV4") => on.process.run(createIncident, { title, severity });

  /** D1's rows, past its triggers: what an administrator's restore of D1 does to them. */
  async function inD1(statements: D1PreparedStatement[]): Promise<void> {
    const { results: triggers } = await env.DB.prepare(
      "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    ).all<{ name: string; sql: string }>();
    await env.DB.batch([
      ...triggers.map(({ name }) => env.DB.prepare(`DROP TRIGGER "${name}"`)),
      ...statements,
      ...triggers.map(({ sql }) => env.DB.prepare(sql)),
    ]);
  }

  /** All is as it should be: the copy is whole, the chain holds, no number was given twice, and each page went out once. */
  async function allIsWell(pages: number): Promise<void> {
    await on.process.settle();
    expect((await operate(on.process, "compare", on.olga)).result).toEqual({ differences: [] });
    expect((await post("verify")).body).toMatchObject({ ok: true, firstBroken: null });
    const numbers = await on.process.sql<{ n: number; once: number }>(
      "SELECT count(number) AS n, count(DISTINCT number) AS once FROM incidents",
    );
    expect(numbers[0]?.n).toBe(numbers[0]?.once);
    expect(pagesTo(on)).toHaveLength(pages);
    expect((await call("GET", "/healthz")).body).toMatchObject({ status: "ok" });
    expect(await nothingElse(on)).toBe(0);
  }
  /** The tier at ten minutes has paged; then somebody has it. */
  const acknowledge = (id: string) => on.process.run(acknowledgeIncident, { id }, on.asha.caller);

  it("D1 was lost: resync fills the new one while pages go out", async () => {
    const { id } = await open("Down", "SEV1");
    await open("Slow");
    await on.process.settle();
    await inD1([
      ...tables.map((name) => env.DB.prepare(`DELETE FROM "${name}" WHERE process_id = ?`).bind(on.process.id)),
      env.DB.prepare("DELETE FROM process_clocks WHERE process_id = ?").bind(on.process.id),
    ]);
    on.time.now += 10 * minute;
    await on.process.alarm();
    expect(await operate(on.process, "resync", on.olga)).toMatchObject({ status: "done" });
    await acknowledge(id);
    await allIsWell(1);
  });

  it("D1 was set back: resync brings back what it has lost, and takes away what had been removed since", async () => {
    const { id } = await open("Down", "SEV1");
    await on.process.run(updateIncident, { id, tags: ["a", "b"] });
    await on.process.settle();
    const of = (name: string) => env.DB.prepare(`SELECT * FROM "${name}" WHERE process_id = ?`).bind(on.process.id);
    const saved = new Map<string, Record<string, unknown>[]>();
    for (const name of [...tables, "process_clocks"]) saved.set(name, (await of(name).all()).results);
    await on.process.run(updateIncident, { id, tags: ["b"], title: "Down for all" });
    await open("Opened since");
    await on.process.settle();
    await inD1(
      [...saved].flatMap(([name, rows]) => [
        env.DB.prepare(`DELETE FROM "${name}" WHERE process_id = ?`).bind(on.process.id),
        ...rows.map((row) => {
          const columns = Object.keys(row);
          const marks = columns.map(() => "?").join(", ");
          return env.DB.prepare(`INSERT INTO "${name}" (${columns.join(", ")}) VALUES (${marks})`).bind(
            ...Object.values(row),
          );
        }),
      ]),
    );
    expect((await operate(on.process, "compare", on.olga)).result).not.toEqual({ differences: [] });
    on.time.now += 10 * minute;
    await on.process.alarm();
    await operate(on.process, "resync", on.olga);
    const tags = await env.DB.prepare("SELECT tag FROM incident_tags WHERE process_id = ?").bind(on.process.id).all();
    expect(tags.results).toEqual([{ tag: "b" }]);
    await acknowledge(id);
    await allIsWell(1);
  });

  it("a hub was lost while D1 was behind: what D1 has is back, nothing counts twice, and later changes reach D1", async () => {
    const { id } = await open("Down", "SEV1");
    for (const title of ["Two", "Three"]) await open(title);
    await on.process.settle();
    d1.mode = "throws";
    // More than one parcel holds, so that rows, events and audit arrive up to different revisions.
    await on.process.inside(({ engine }) => {
      for (let n = 0; n < 510; n += 1) {
        const of = { commandId: `cmd_${n}`, requestId: "req_x", ip: null, userAgent: null };
        const input = { id, title: `Title ${n}` };
        engine.run({ ...of, name: updateIncident.name, input, caller: { kind: "system", name: "setup" } }, on.time.now);
      }
    });
    for (const title of ["Four", "Five"]) await open(title);
    // Of what is pending D1 takes one parcel, then the hub is gone.
    const whole = d1.batches;
    d1.mode = "fine";
    d1.most = whole + 1;
    on.time.now += minute;
    await on.process.inside(({ engine }) => engine.mirror.flush());
    await lose(on.process);
    d1.most = null;

    // Its pages fall due meanwhile, and the watchdog knocks; an empty hub does nothing and takes no command.
    on.time.now += 10 * minute;
    await watchdog(env);
    expect(await on.process.tryRun(createIncident, { title: "x", severity: "SEV4" })).toMatchObject({
      error: { code: "unavailable" },
    });
    expect(await on.process.tryRun(createProcess, { slug: on.process.slug, name: "Again" })).toMatchObject({
      error: { code: "unavailable" },
    });
    expect(await on.process.sql("SELECT * FROM audit")).toEqual([]);
    const restored = await post("restore");
    expect(restored).toMatchObject({ status: 200, body: { restored: true } });
    await on.process.alarm();
    await on.process.settle();

    // No number that the lost hub may have told somebody is given again.
    const { number } = await open("Six");
    expect(Number(number.split("-")[1])).toBeGreaterThan(100);
    await acknowledge(id);
    await on.process.settle();
    const copy = await env.DB.prepare("SELECT status FROM incidents WHERE id = ?").bind(id).first();
    expect(copy).toEqual({ status: "acknowledged" });
    const clockRow = await env.DB.prepare("SELECT rev FROM process_clocks WHERE process_id = ?")
      .bind(on.process.id)
      .first<{ rev: number }>();
    expect(clockRow?.rev).toBe((await on.process.hub.health()).rev);
    const [row] = await on.process.sql("SELECT detail FROM audit WHERE action = 'process.restore'");
    expect(JSON.parse(String(row?.detail))).toMatchObject({ rows: (restored.body as { rows: number }).rows });
    const counted = "SELECT sum(value) AS n FROM counters WHERE id LIKE 'incidents:%'";
    expect(await on.process.sql(counted)).toEqual(await on.process.sql("SELECT count(*) AS n FROM incidents"));
    expect((await post("restore")).body).toEqual({ restored: false, rows: 0 });
    // An auditor's copy of the whole log holds too, across the numbers that were left out.
    const exported = await call("GET", `/api/audit-log/export?processId=${on.process.slug}`, { as: on.olga });
    expect(await verifyLines(exported.text.split("\n"))).toMatchObject({ outcome: "ok" });
    await allIsWell(1);
  });

  it("a hub was lost and signed in to at once: nothing is written, everybody is told, and restore works", async () => {
    const { id } = await open("Down", "SEV1");
    const password = "A long enough one";
    const ravi = await on.process.user("viewer", {
      passwordHash: await hashPassword(password, [env.PASSWORD_SECRET], { m: 8, t: 1, p: 1 }),
    });
    const login = () => call("POST", "/api/auth/login", { body: { email: ravi.email, password } });
    await on.process.settle();
    await lose(on.process);
    for (const answer of [
      await login(),
      await call("GET", `/api/incidents/${id}`, { as: on.asha }),
      await call("POST", "/api/incidents", { as: on.asha, body: { title: "x", severity: "SEV1" } }),
      await call("GET", "/api/activity/socket", { as: on.asha, headers: { upgrade: "websocket" } }),
    ]) {
      expect(answer.status).toBe(503);
      expect(answer.text).toContain("is being restored");
    }
    expect(await on.process.hub.health()).toMatchObject({ state: "closed", rev: 0 });

    // The lost hub wrote a moment ago; what it had under way may still arrive.
    expect(await post("restore")).toMatchObject({ status: 503 });
    on.time.now += 12 * minute;
    expect((await call("GET", "/healthz")).body).toMatchObject({ checks: { hub: "degraded" } });
    expect((await post("restore")).body).toMatchObject({ restored: true });
    expect((await login()).status).toBe(200);
    await on.process.settle();
    await acknowledge(id);
    await allIsWell(1);
  });

  it("the platform's hub was lost: nobody can sign in, processes go on, and who has the setup token restores it", async () => {
    const platform = await TestProcess.platform();
    const { id } = await open("Down", "SEV1");
    await Promise.all([on.process.settle(), platform.settle()]);
    const before = await platform.feed(0, 1_000);
    await platform.settle();
    await lose(platform);
    expect((await post("compare")).status).toBe(503);
    await on.process.run(updateIncident, { id, title: "Down, told while the platform was away" }, on.asha.caller);
    await on.time.forward(11 * minute, on.process);
    expect(pagesTo(on)).toHaveLength(1);

    const token = "a token that only the operator has, 32+";
    vi.spyOn(bindings, "current").mockReturnValue({ ...env, SETUP_TOKEN: token.replaceAll(" ", "-") });
    const restore = (bearer: string) =>
      call("POST", "/api/operations/platform/restore", { headers: { authorization: `Bearer ${bearer}` } });
    expect((await restore("another")).status).toBe(401);
    expect(await restore(token.replaceAll(" ", "-"))).toMatchObject({ status: 200, body: { restored: true } });
    // What its hub wrote while it was away reaches the stream of all, under numbers that nobody has seen.
    await on.time.forward(minute, on.process);
    const after = await platform.feed(before.lastSeq, 1_000);
    expect(after.items.map(({ summary }) => summary).join()).toContain("Asha changed the title");
    expect(Math.min(...after.items.map(({ seq }) => seq))).toBeGreaterThan(before.lastSeq);
    expect((await operate(platform, "compare", on.olga)).result).toEqual({ differences: [] });
    expect((await call("POST", "/api/operations/platform/verify", { as: on.olga })).body).toMatchObject({ ok: true });
    await acknowledge(id);
    await allIsWell(1);
  });

  it("a restore that dies half-way goes on where it was, and the hub stays closed until it is whole", async () => {
    for (let n = 0; n < 30; n += 1) await open(`Incident ${n}`);
    await on.process.settle();
    const all = await on.process.sql("SELECT id FROM incidents ORDER BY id");
    await lose(on.process);
    on.time.now += 2 * minute;
    let pages = 0;
    d1.reading = () => {
      pages += 1;
      if (pages === 8) throw new Error("D1_ERROR: away");
    };
    expect((await post("restore")).status).toBe(503);
    const [half] = await on.process.sql("SELECT value FROM hub_meta WHERE key = 'restoring'");
    expect(Number(JSON.parse(String(half?.value)).rows)).toBeGreaterThan(0);
    expect(await on.process.tryRun(createIncident, { title: "x", severity: "SEV4" })).toMatchObject({
      error: { code: "unavailable" },
    });
    // The alarm is what an operator would do by hand.
    on.time.now += minute;
    await on.process.alarm();
    await vi.waitFor(async () => expect(await on.process.hub.health()).toMatchObject({ state: "open" }), 10_000);
    expect(await on.process.sql("SELECT id FROM incidents ORDER BY id")).toEqual(all);
    await allIsWell(0);
  });
});
