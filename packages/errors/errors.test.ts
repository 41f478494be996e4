import { waitUntil } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hour, minute } from "#packages/core/clock.ts";
import { logError, tapErrors } from "#packages/core/log.ts";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, type TestUser } from "#tests/support/harness.ts";
import { ErrorReporter } from "#worker/error-reporter.ts";
import { forgetError, recordErrors } from "./commands.server.ts";
import { keptMs, mostGroups, mostOfStrangers, strangersKeptMs } from "./rules.ts";
import type { ErrorBrief } from "./views.server.ts";

const sample = {
  message: "Boom",
  stack: null,
  where: "/incidents/:id",
  requestId: "req_1",
  processId: null,
  userId: null,
};
const report = (id: string, count: number, at: number, more: object = {}) => ({
  id,
  kind: "api.broke",
  release: "r1",
  count,
  firstAt: at,
  lastAt: at,
  sample: { ...sample, ...more },
});
const asErrors = { kind: "system", name: "errors" } as const;

describe("unexpected errors", () => {
  const on = processFixture({ clock: "real", people: { admin: "super_admin" }, settings: {} });
  beforeEach(async () => {
    for (const { id } of await on.platform.sql<{ id: string }>("SELECT id FROM error_groups"))
      await on.platform.sql("DELETE FROM error_groups WHERE id = ?", id);
  });
  afterEach(() => {
    tapErrors(null);
    vi.useRealTimers();
  });
  const record = (...reports: object[]) => on.platform.run(recordErrors, { reports, dropped: 0 }, asErrors);
  const listed = async () => {
    const answer = await call("GET", "/api/errors", { as: on.admin });
    expect(answer.status).toBe(200);
    return (answer.body as { items: ErrorBrief[] }).items;
  };
  const told = async () => {
    await on.platform.settle();
    return on.resend.of(on.platform.id).filter((one) => one.to === on.admin.email);
  };

  it("of one kind, a thousand at once, are one row and one mail, at the cost of one command, and say nothing private", async () => {
    const waiting: Promise<unknown>[] = [];
    tapErrors(new ErrorReporter(env, (work) => void waiting.push(work), [0, 0]).take);
    const before = (await on.platform.hub.health()).rev;
    for (let n = 0; n < 1_000; n++)
      logError("command.broke", {
        processId: "prc_momo",
        command: "incidents.create",
        requestId: `req_${n}`,
        userId: "usr_1",
        error: [
          `TypeError: asha@momo.test sent inc_01k5vexample${n} with Bearer abc.def and "my password is hunter two" to /x?q=secret`,
          "    at run (index.js:10:5)",
          "    at other (node:internal:1:1)",
        ].join("\n"),
      });
    await Promise.all(waiting);
    // A hub reports as a request does.
    tapErrors(new ErrorReporter(env, waitUntil, [0]).take);
    await on.platform.inside(() => logError("mirror.failed", { processId: "platform", error: "D1 is away" }));
    await vi.waitFor(async () => expect((await listed()).map((row) => row.kind)).toContain("mirror.failed"));
    expect((await on.platform.hub.health()).rev - before).toBeLessThanOrEqual(6);
    const [row, ...others] = (await listed()).filter(({ kind }) => kind === "command.broke");
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      kind: "command.broke",
      count: 1_000,
      where: "incidents.create",
      processId: "prc_momo",
    });
    const one = await call("GET", `/api/errors/${row?.id}`, { as: on.admin });
    expect(one.body).toMatchObject({
      error: { userId: "usr_1", stack: expect.stringContaining("at run (index.js:10:5)") },
    });
    const mails = await told();
    expect(mails).toHaveLength(2);
    for (const text of [one.text, JSON.stringify(mails.map(({ to: _, ...rest }) => rest))])
      expect(text).not.toMatch(/asha|hunter|abc\.def|secret(?!\])/);
    expect((await on.platform.feed(0, 1_000)).items.map((event) => event.type)).toContain("error.appeared");
  });

  it("wait in memory, bounded, while the platform's hub does not answer, and what found no room is counted", async () => {
    const counted = "SELECT value FROM counters WHERE id = 'errors.dropped'";
    expect(await on.platform.sql(counted)).toEqual([]);
    let away = true;
    const real = env.PROCESS_HUB;
    const hubs = {
      getByName: (name: string) => (away ? { execute: () => Promise.reject(new Error("away")) } : real.getByName(name)),
    };
    const waiting: Promise<unknown>[] = [];
    const faulty = { ...env, PROCESS_HUB: hubs as unknown as typeof real };
    const { take } = new ErrorReporter(faulty, (work) => void waiting.push(work), [0, 0]);
    for (let n = 0; n < 500; n++)
      take("view.broke", {
        view: "x",
        error: `Kind ${"abcdefghij"[n % 10]}${String.fromCharCode(97 + Math.floor(n / 10))} broke`,
      });
    await Promise.all(waiting);
    expect(await listed()).toEqual([]);
    away = false;
    take("view.broke", { view: "x", error: "One more" });
    await Promise.all(waiting);
    const rows = await listed();
    expect(rows).toHaveLength(50);
    const [dropped] = await on.platform.sql<{ value: number }>(counted);
    expect(rows.reduce((sum, row) => sum + row.count, 0) + (dropped?.value ?? 0)).toBe(501);
  });

  it("are told when new, and again when ten come in a minute, an hour later at the earliest", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
    const at = () => Date.now();
    await record(report("err_a", 1, at()));
    expect(await told()).toHaveLength(1);
    await record(report("err_a", 50, at()));
    expect(await told()).toHaveLength(1);
    vi.setSystemTime(at() + hour + minute);
    await record(report("err_a", 9, at()));
    expect(await told()).toHaveLength(1);
    await record(report("err_a", 1, at()));
    expect(await told()).toHaveLength(2);
    // Many new ones of one bad release are one mail, and the next ones of this hour are only listed.
    await record(...Array.from({ length: 19 }, (_, n) => report(`err_b${n}`, 1, at())));
    expect(await told()).toHaveLength(3);
    await record(report("err_c", 1, at()));
    expect(await told()).toHaveLength(3);
    expect((await listed()).map((row) => row.id)).toContain("err_c");
  });

  it("that strangers make up hide no other, keep no mail from going out, and leave nothing behind", async () => {
    // Later than what the tests before have told of.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 48 * hour });
    const size = async () => (await on.platform.sql<{ n: number }>("SELECT count(*) AS n FROM audit"))[0]?.n ?? 0;
    const at = () => Date.now();
    const madeUp = (n: number) => ({ ...report(`err_s${n}`, 1, at()), kind: "browser.error" });
    await record(report("err_real", 1, at()), madeUp(0));
    const before = await size();
    for (let minutes = 0; minutes < 20; minutes++) {
      await record(...Array.from({ length: 30 }, (_, n) => madeUp(1 + minutes * 30 + n)));
      vi.setSystemTime(at() + 1_000);
    }
    const ids = await on.platform.sql<{ id: string }>("SELECT id FROM error_groups");
    expect(ids).toHaveLength(mostOfStrangers + 1);
    expect(ids).toContainEqual({ id: "err_real" });
    expect((await size()) - before).toBeLessThanOrEqual(1);
    expect(await on.platform.sql("SELECT 1 FROM audit WHERE changes LIKE '%err_s%'")).toEqual([]);
    expect((await told()).length).toBeLessThanOrEqual(2);
    await record(...Array.from({ length: 19 }, (_, n) => report(`err_new${n}`, 1, at())));
    expect((await told()).at(-1)?.text).toContain("Boom");
    // They take each other's room when a day has passed.
    vi.setSystemTime(at() + strangersKeptMs + minute);
    await record(madeUp(999));
    const [kept] = await on.platform.sql<{ n: number }>(
      "SELECT count(*) AS n FROM error_groups WHERE id GLOB 'err_s*'",
    );
    expect(kept?.n).toBe(mostOfStrangers);
    expect((await listed())[0]?.id).toBe("err_s999");
  });

  it("of a browser are taken from our own pages only, small, and a few a minute", async () => {
    const seen: [string, Record<string, unknown>][] = [];
    tapErrors((event, fields) => void seen.push([event, fields]));
    const body = {
      kind: "error",
      message: "TypeError: x",
      stack: "at f (/assets/a.js:1:2)",
      page: "/incidents/MOMO-1",
      requestId: "req_1",
      release: "r0",
    };
    const send = (more: object = {}, headers: Record<string, string> = {}, as: TestUser | null = null) =>
      call("POST", "/api/errors/report", {
        as,
        body: { ...body, ...more },
        headers: { "cf-connecting-ip": "192.0.2.77", ...headers },
      });
    const own = { origin: "http://ops.test" };
    expect((await send()).status).toBe(403);
    expect((await send({}, { origin: "http://evil.test" })).status).toBe(403);
    expect((await send({ more: 1 }, own)).status).toBe(422);
    expect((await send({ message: "x".repeat(2_000) }, own)).status).toBe(422);
    expect(seen).toEqual([]);
    const answers = [];
    for (let n = 0; n < 4; n++) answers.push((await send({}, own)).status);
    expect(answers).toEqual([204, 204, 204, 429]);
    expect((await send({}, { ...own, "cf-connecting-ip": "192.0.2.78" })).status).toBe(204);
    expect((await send({}, own, on.admin)).status).toBe(204);
    expect(seen.at(-1)).toEqual([
      "browser.error",
      expect.objectContaining({ userId: on.admin.id, processId: "platform", release: "r0" }),
    ]);
  });

  // The last one: the platform's hub has seen a time that the others would go back from.
  it("are kept for thirty days after they were last seen, five hundred at most", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
    for (let n = 0; n < mostGroups + 20; n += 40)
      await record(
        ...Array.from({ length: 40 }, (_, m) => report(`err_${n + m}`, 1, Date.now() - mostGroups * 2 + n + m)),
      );
    const [{ n } = { n: 0 }] = await on.platform.sql<{ n: number }>("SELECT count(*) AS n FROM error_groups");
    expect(n).toBe(mostGroups);
    expect((await listed())[0]?.id).toBe(`err_519`);
    await on.platform.run(forgetError, { id: "err_519" }, asErrors);
    expect((await listed())[0]?.id).toBe("err_519");
    vi.setSystemTime(Date.now() + keptMs);
    await on.platform.alarm();
    expect(await on.platform.sql("SELECT id FROM error_groups")).toEqual([]);
  });
});
