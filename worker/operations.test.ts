import { evictDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Engine } from "#durable-objects/engine.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { minute, TestD1 } from "#tests/support/bad-days.ts";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { bindings, call, TestProcess } from "#tests/support/harness.ts";
import { watchdog } from "./cron.ts";
import { healthKept } from "./health-kept.ts";

describe("the operator's questions", () => {
  const on = processFixture({
    people: { mia: "manager" },
    before: () => env.DB.exec("UPDATE process_clocks SET next_due_at = NULL, gauges = '{}'"),
  });
  beforeEach(async () => {
    await on.process.run(createIncident, { title: "Open", severity: "SEV2" });
    await Promise.all([on.process.settle(), on.platform.settle()]);
    await on.time.forward(minute, on.process);
  });

  const health = async () => {
    const { status, body } = await call("GET", "/healthz");
    return { status, ...(body as { checks: Record<string, string> }).checks };
  };
  const metrics = (authorization?: string) =>
    call("GET", "/metrics", authorization ? { headers: { authorization } } : {});
  const well = { status: 200, hub: "ok", d1: "ok", mirror: "ok", outbox: "ok" };
  const told = async () => {
    await on.process.hub.poke();
    await on.process.settle();
  };

  it("are answered without waking any process's hub", async () => {
    bindings.current = () => ({ ...env, METRICS_TOKEN: "the-scraper-s-token-of-32-characters" });
    await evictDurableObject(on.process.stub);
    const woken = vi.spyOn(Engine.prototype, "wake");
    expect(await health()).toEqual(well);
    const { text } = await metrics("Bearer the-scraper-s-token-of-32-characters");
    expect(text).toContain(`d2c_open_incidents{process="${on.process.slug}"} 1`);
    expect(text).toContain(`d2c_timers_failing{process="${on.process.slug}"} 0`);
    expect(text).toMatch(/d2c_http_request_seconds_count\{method="GET",route="[^"]+",status="200"\} \d/);
    expect(woken.mock.contexts.map((engine) => (engine as Engine).hub.processId)).not.toContain(on.process.id);
  });

  it("say no figures to anybody while there is no token, nor to whoever has another", async () => {
    expect((await metrics()).status).toBe(404);
    expect((await metrics("Bearer ")).status).toBe(404);
    bindings.current = () => ({ ...env, METRICS_TOKEN: "the-scraper-s-token-of-32-characters" });
    expect((await metrics()).status).toBe(401);
    expect((await metrics("Bearer other")).status).toBe(401);
    expect((await metrics("Bearer the-scraper-s-token-of-32-characters")).status).toBe(200);
  });

  it("tell of a timer that breaks, of one that is long past its time, and of a message that waits", async () => {
    await on.process.sql(
      "INSERT INTO hub_timers VALUES ('broken', 'x', 'x', 'x', '{}', 1, 1, ?)",
      on.time.now + 60 * minute,
    );
    await told();
    expect(await health()).toEqual({ ...well, hub: "degraded" });
    await on.process.sql("DELETE FROM hub_timers WHERE key = 'broken'");
    await told();
    expect(await health()).toEqual(well);
    const late = "UPDATE process_clocks SET next_due_at = ? WHERE process_id = ?";
    await env.DB.prepare(late)
      .bind(on.time.now - 2 * minute, on.process.id)
      .run();
    expect(await health()).toEqual({ ...well, hub: "degraded" });
    await on.process.sql("UPDATE deliveries SET state = 'queued', next_try_at = ?", on.time.now + 60 * minute);
    await told();
    on.time.now += minute;
    expect(await health()).toEqual({ ...well, outbox: "degraded" });
  });

  it("tell of rows that D1 refuses, and of a hub whose news D1 has not had for a minute", async () => {
    const aside = "INSERT INTO hub_mirror_refused VALUES ('incidents', 'inc_x', 1, 9, 'too big', 1, 1, ?)";
    await on.process.sql(aside, on.time.now + 600 * minute);
    await told();
    expect(await health()).toEqual({ ...well, mirror: "degraded" });
    await on.process.sql("DELETE FROM hub_mirror_refused");
    await told();
    const d1 = new TestD1();
    d1.mode = "throws";
    await on.process.run(createIncident, { title: "Not copied", severity: "SEV4" });
    await on.process.settle();
    expect(await health()).toEqual(well);
    on.time.now += 2 * minute;
    expect(await health()).toMatchObject({ status: 200, d1: "ok", mirror: "degraded" });
  });

  it("are 503 only when the platform's hub fails; D1 away is degraded", async () => {
    const away = { ...env.DB, prepare: () => ({ bind: () => ({ all: () => Promise.reject(new Error("away")) }) }) };
    bindings.current = () => ({
      ...env,
      METRICS_TOKEN: "the-scraper-s-token-of-32-characters",
      DB: away as unknown as D1Database,
    });
    expect(await health()).toEqual({ ...well, d1: "degraded" });
    expect((await metrics("Bearer the-scraper-s-token-of-32-characters")).text).toContain("d2c_d1_up 0");
    const platform = await TestProcess.platform();
    await platform.inside(({ engine }) => {
      vi.spyOn(engine, "health").mockImplementation(() => {
        throw new Error("away");
      });
    });
    expect((await health()).status).toBe(503);
  });

  it("are one row of D1 and sums where there are thousands of processes, and the watchdog wakes them page by page", async () => {
    bindings.current = () => ({ ...env, METRICS_TOKEN: "the-scraper-s-token-of-32-characters" });
    const many = (dueAt: number) =>
      env.DB.prepare(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
         INSERT INTO process_clocks (process_id, rev, next_due_at, last_seq, flushed_at, gauges)
         SELECT printf('prc_%05dx', i), 1, ?, 0, 0, json_object('d2c_open_incidents', 2) FROM n`,
      )
        .bind(dueAt)
        .run();
    await many(on.time.now + minute);
    expect(await health()).toEqual(well);
    const { text } = await metrics("Bearer the-scraper-s-token-of-32-characters");
    expect(text).toMatch(/^d2c_open_incidents_sum 24\d\d$/m);
    expect(text).toMatch(/^d2c_open_incidents_max 2$/m);
    expect(text).not.toContain("process=");

    await env.DB.exec("DELETE FROM process_clocks WHERE process_id LIKE 'prc_%x'");
    await many(on.time.now - minute);
    const poked: string[] = [];
    const getByName = (id: string) => ({ poke: async () => void poked.push(id) });
    expect(await watchdog({ ...env, PROCESS_HUB: { getByName } as unknown as typeof env.PROCESS_HUB })).toBe(1_200);
    expect([poked.length, new Set(poked).size]).toEqual([1_200, 1_200]);
    await env.DB.exec("DELETE FROM process_clocks WHERE process_id LIKE 'prc_%x'");
  });

  it("are looked into once in a while, however often they are asked", async () => {
    healthKept.ms = 5_000;
    const prepare = vi.spyOn(env.DB, "prepare");
    expect([await health(), await health(), await health()]).toEqual([well, well, well]);
    expect(prepare.mock.calls.length).toBeLessThanOrEqual(1);
    on.time.now += 5_000;
    await health();
    expect(prepare.mock.calls.length).toBeGreaterThanOrEqual(1);
  });
});
