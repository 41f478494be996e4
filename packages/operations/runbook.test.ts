import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { acknowledgeIncident } from "#packages/incidents/commands/move.server.ts";
import { updateIncident } from "#packages/incidents/commands/update.server.ts";
import { processTables } from "#packages/modules.ts";
import { createProcess, updateProcess } from "#packages/processes/commands.server.ts";
import { verifyLines } from "#scripts/lib/audit-chain.mjs";
import { lose, minute, nothingElse, pagesTo, TestClock, TestD1 } from "#tests/support/bad-days.ts";
import { env } from "#tests/support/env.ts";
import { bindings, call, TestProcess, type TestUser } from "#tests/support/harness.ts";
import { FakeResend } from "#tests/support/mail.ts";
import { watchdog } from "#worker/cron.ts";
import { hashPassword } from "#worker/passwords.ts";

const logs = ["events", "audit", "audit_refs"];
const tables = [...processTables.keys(), "tombstones", ...logs];

/** The steps of docs/operations.md, "Backup and restore", as an operator carries them out. */
describe("the runbook", () => {
  let time: TestClock;
  let d1: TestD1;
  let resend: FakeResend;
  let process: TestProcess;
  let asha: TestUser;
  let operator: TestUser;

  beforeEach(async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    vi.spyOn(console, "log").mockImplementation(() => {});
    time = new TestClock();
    d1 = new TestD1();
    resend = new FakeResend().install();
    const platform = await TestProcess.platform();
    process = await TestProcess.create();
    await process.run(updateProcess, { unattendedMinutes: 0 });
    asha = await process.user("operator", { name: "Asha" });
    operator = await platform.user("super_admin", { name: "Olga" });
    const tier = (afterMinutes: number) => ({ afterMinutes, channels: ["email"], userId: asha.id });
    await process.run(createChain, { name: "All", severity: "SEV1", tiers: [tier(10), tier(60)] });
  });
  afterEach(() => vi.restoreAllMocks());

  const post = (act: string) => call("POST", `/api/operations/${process.slug}/${act}`, { as: operator });
  const open = (title: string, severity = "SEV4") => process.run(createIncident, { title, severity });

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
    await process.settle();
    expect((await post("compare")).body).toEqual({ differences: [] });
    expect((await post("verify")).body).toMatchObject({ ok: true, firstBroken: null });
    const numbers = await process.sql<{ n: number; once: number }>(
      "SELECT count(number) AS n, count(DISTINCT number) AS once FROM incidents",
    );
    expect(numbers[0]?.n).toBe(numbers[0]?.once);
    expect(pagesTo(resend, process)).toHaveLength(pages);
    expect((await call("GET", "/healthz")).body).toMatchObject({ status: "ok" });
    expect(await nothingElse(time, process, resend)).toBe(0);
  }
  /** The tier at ten minutes has paged; then somebody has it. */
  const acknowledge = (id: string) => process.run(acknowledgeIncident, { id }, asha.caller);

  it("D1 was lost: resync fills the new one while pages go out", async () => {
    const { id } = await open("Down", "SEV1");
    await open("Slow");
    await process.settle();
    await inD1([
      ...tables.map((name) => env.DB.prepare(`DELETE FROM "${name}" WHERE process_id = ?`).bind(process.id)),
      env.DB.prepare("DELETE FROM process_clocks WHERE process_id = ?").bind(process.id),
    ]);
    time.now += 10 * minute;
    await process.alarm();
    expect((await post("resync")).status).toBe(200);
    await acknowledge(id);
    await allIsWell(1);
  });

  it("D1 was set back: resync brings back what it has lost, and takes away what had been removed since", async () => {
    const { id } = await open("Down", "SEV1");
    await process.run(updateIncident, { id, tags: ["a", "b"] });
    await process.settle();
    const of = (name: string) => env.DB.prepare(`SELECT * FROM "${name}" WHERE process_id = ?`).bind(process.id);
    const saved = new Map<string, Record<string, unknown>[]>();
    for (const name of [...tables, "process_clocks"]) saved.set(name, (await of(name).all()).results);
    await process.run(updateIncident, { id, tags: ["b"], title: "Down for all" });
    await open("Opened since");
    await process.settle();
    await inD1(
      [...saved].flatMap(([name, rows]) => [
        env.DB.prepare(`DELETE FROM "${name}" WHERE process_id = ?`).bind(process.id),
        ...rows.map((row) => {
          const columns = Object.keys(row);
          const marks = columns.map(() => "?").join(", ");
          return env.DB.prepare(`INSERT INTO "${name}" (${columns.join(", ")}) VALUES (${marks})`).bind(
            ...Object.values(row),
          );
        }),
      ]),
    );
    expect((await post("compare")).body).not.toEqual({ differences: [] });
    time.now += 10 * minute;
    await process.alarm();
    await post("resync");
    const tags = await env.DB.prepare("SELECT tag FROM incident_tags WHERE process_id = ?").bind(process.id).all();
    expect(tags.results).toEqual([{ tag: "b" }]);
    await acknowledge(id);
    await allIsWell(1);
  });

  it("a hub was lost while D1 was behind: what D1 has is back, nothing counts twice, and later changes reach D1", async () => {
    const { id } = await open("Down", "SEV1");
    for (const title of ["Two", "Three"]) await open(title);
    await process.settle();
    d1.mode = "throws";
    // More than one parcel holds, so that rows, events and audit arrive up to different revisions.
    await process.inside(({ engine }) => {
      for (let n = 0; n < 510; n += 1) {
        const of = { commandId: `cmd_${n}`, requestId: "req_x", ip: null, userAgent: null };
        const input = { id, title: `Title ${n}` };
        engine.run({ ...of, name: updateIncident.name, input, caller: { kind: "system", name: "setup" } }, time.now);
      }
    });
    for (const title of ["Four", "Five"]) await open(title);
    // Of what is pending D1 takes one parcel, then the hub is gone.
    const whole = d1.batches;
    d1.mode = "fine";
    d1.most = whole + 1;
    time.now += minute;
    await process.inside(({ engine }) => engine.mirror.flush());
    await lose(process);
    d1.most = null;

    // Its pages fall due meanwhile, and the watchdog knocks; an empty hub does nothing and takes no command.
    time.now += 10 * minute;
    await watchdog(env);
    expect(await process.tryRun(createIncident, { title: "x", severity: "SEV4" })).toMatchObject({
      error: { code: "unavailable" },
    });
    expect(await process.tryRun(createProcess, { slug: process.slug, name: "Again" })).toMatchObject({
      error: { code: "unavailable" },
    });
    expect(await process.sql("SELECT * FROM audit")).toEqual([]);
    const restored = await post("restore");
    expect(restored).toMatchObject({ status: 200, body: { restored: true } });
    await process.alarm();
    await process.settle();

    // No number that the lost hub may have told somebody is given again.
    const { number } = await open("Six");
    expect(Number(number.split("-")[1])).toBeGreaterThan(100);
    await acknowledge(id);
    await process.settle();
    const copy = await env.DB.prepare("SELECT status FROM incidents WHERE id = ?").bind(id).first();
    expect(copy).toEqual({ status: "acknowledged" });
    const clockRow = await env.DB.prepare("SELECT rev FROM process_clocks WHERE process_id = ?")
      .bind(process.id)
      .first<{ rev: number }>();
    expect(clockRow?.rev).toBe((await process.hub.health()).rev);
    const [row] = await process.sql("SELECT detail FROM audit WHERE action = 'process.restore'");
    expect(JSON.parse(String(row?.detail))).toMatchObject({ rows: (restored.body as { rows: number }).rows });
    const counted = "SELECT sum(value) AS n FROM counters WHERE id LIKE 'incidents:%'";
    expect(await process.sql(counted)).toEqual(await process.sql("SELECT count(*) AS n FROM incidents"));
    expect((await post("restore")).body).toEqual({ restored: false, rows: 0 });
    // An auditor's copy of the whole log holds too, across the numbers that were left out.
    const exported = await call("GET", `/api/audit-log/export?processId=${process.slug}`, { as: operator });
    expect(await verifyLines(exported.text.split("\n"))).toMatchObject({ outcome: "ok" });
    await allIsWell(1);
  });

  it("a hub was lost and signed in to at once: nothing is written, everybody is told, and restore works", async () => {
    const { id } = await open("Down", "SEV1");
    const password = "A long enough one";
    const ravi = await process.user("viewer", {
      passwordHash: await hashPassword(password, [env.PASSWORD_SECRET], { m: 8, t: 1, p: 1 }),
    });
    const login = () => call("POST", "/api/auth/login", { body: { email: ravi.email, password } });
    await process.settle();
    await lose(process);
    for (const answer of [
      await login(),
      await call("GET", `/api/incidents/${id}`, { as: asha }),
      await call("POST", "/api/incidents", { as: asha, body: { title: "x", severity: "SEV1" } }),
      await call("GET", "/api/activity/socket", { as: asha, headers: { upgrade: "websocket" } }),
    ]) {
      expect(answer.status).toBe(503);
      expect(answer.text).toContain("is being restored");
    }
    expect(await process.hub.health()).toMatchObject({ state: "closed", rev: 0 });

    // The lost hub wrote a moment ago; what it had under way may still arrive.
    expect(await post("restore")).toMatchObject({ status: 503 });
    time.now += 12 * minute;
    expect((await call("GET", "/healthz")).body).toMatchObject({ checks: { hub: "degraded" } });
    expect((await post("restore")).body).toMatchObject({ restored: true });
    expect((await login()).status).toBe(200);
    await process.settle();
    await acknowledge(id);
    await allIsWell(1);
  });

  it("the platform's hub was lost: nobody can sign in, processes go on, and who has the setup token restores it", async () => {
    const platform = await TestProcess.platform();
    const { id } = await open("Down", "SEV1");
    await Promise.all([process.settle(), platform.settle()]);
    const before = await platform.hub.feed(0, 1_000);
    await platform.settle();
    await lose(platform);
    expect((await post("compare")).status).toBe(503);
    await process.run(updateIncident, { id, title: "Down, told while the platform was away" }, asha.caller);
    await time.forward(11 * minute, process);
    expect(pagesTo(resend, process)).toHaveLength(1);

    const token = "a token that only the operator has, 32+";
    vi.spyOn(bindings, "current").mockReturnValue({ ...env, SETUP_TOKEN: token.replaceAll(" ", "-") });
    const restore = (bearer: string) =>
      call("POST", "/api/operations/platform/restore", { headers: { authorization: `Bearer ${bearer}` } });
    expect((await restore("another")).status).toBe(401);
    expect(await restore(token.replaceAll(" ", "-"))).toMatchObject({ status: 200, body: { restored: true } });
    // What its hub wrote while it was away reaches the stream of all, under numbers that nobody has seen.
    await time.forward(minute, process);
    const after = await platform.hub.feed(before.lastSeq, 1_000);
    expect(after.items.map(({ summary }) => summary).join()).toContain("Asha changed the title");
    expect(Math.min(...after.items.map(({ seq }) => seq))).toBeGreaterThan(before.lastSeq);
    expect((await call("POST", "/api/operations/platform/compare", { as: operator })).body).toEqual({
      differences: [],
    });
    expect((await call("POST", "/api/operations/platform/verify", { as: operator })).body).toMatchObject({ ok: true });
    await acknowledge(id);
    await allIsWell(1);
  });

  it("a restore that dies half-way goes on where it was, and the hub stays closed until it is whole", async () => {
    for (let n = 0; n < 30; n += 1) await open(`Incident ${n}`);
    await process.settle();
    const all = await process.sql("SELECT id FROM incidents ORDER BY id");
    await lose(process);
    time.now += 2 * minute;
    let pages = 0;
    d1.reading = () => {
      pages += 1;
      if (pages === 8) throw new Error("D1_ERROR: away");
    };
    expect((await post("restore")).status).toBe(503);
    const [half] = await process.sql("SELECT value FROM hub_meta WHERE key = 'restoring'");
    expect(Number(JSON.parse(String(half?.value)).rows)).toBeGreaterThan(0);
    expect(await process.tryRun(createIncident, { title: "x", severity: "SEV4" })).toMatchObject({
      error: { code: "unavailable" },
    });
    // The alarm is what an operator would do by hand.
    time.now += minute;
    await process.alarm();
    await vi.waitFor(async () => expect(await process.hub.health()).toMatchObject({ state: "open" }), 10_000);
    expect(await process.sql("SELECT id FROM incidents ORDER BY id")).toEqual(all);
    await allIsWell(0);
  });
});
