import { runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ProcessHub } from "#durable-objects/process-hub.ts";
import { day } from "#packages/core/clock.ts";
import { errors } from "#packages/core/errors.ts";
import { tagOfProcess } from "#packages/core/ids.ts";
import type { Result } from "#packages/core/result.ts";
import { kill, minute, second } from "#tests/support/bad-days.ts";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, must } from "#tests/support/harness.ts";
import { openProcess, registerTenant, tags, updateProcess } from "./commands.server.ts";

describe("the directory of processes", () => {
  const on = processFixture({ settings: {} });
  beforeEach(() => on.process.settle());

  const listed = async () => {
    const rows = await on.platform.sql<{ name: string; zone: string }>(
      "SELECT name, time_zone AS zone FROM tenants WHERE id = ?",
      on.process.id,
    );
    return rows.map((row) => ({ ...row }));
  };
  const registered = async () => {
    const [row] = await on.platform.sql<{ n: number }>(
      "SELECT count(*) AS n FROM audit WHERE action = 'directory.register'",
    );
    return row?.n ?? 0;
  };
  const waiting = async () => (await on.process.sql("SELECT seq FROM hub_calls")).length;

  it("follows a process's name and zone, for whoever looks at all of them", async () => {
    const admin = await on.process.user("admin");
    const body = { name: "Renamed", timeZone: "Asia/Kolkata" };
    expect((await call("PATCH", `/api/processes/${on.process.id}`, { as: admin, body })).status).toBe(200);
    await on.process.settle();
    const everyone = await call("GET", "/api/processes", { as: await on.platform.user("super_admin") });
    const { items } = everyone.body as { items: { id: string }[] };
    expect(items.find(({ id }) => id === on.process.id)).toMatchObject({ name: "Renamed", timeZone: "Asia/Kolkata" });
    const before = await registered();
    await on.process.run(updateProcess, { digestHour: 9 });
    await on.process.settle();
    expect([await registered(), await waiting()]).toEqual([before, 0]);
  });

  it("is told again until it has taken it: each change in its order, and none twice", async () => {
    const before = await registered();
    let away = true;
    let lost = false;
    await on.platform.inside(({ engine }) => {
      const take = engine.take.bind(engine);
      vi.spyOn(engine, "take").mockImplementation(async (envelopes) => {
        if (away) throw new Error("away");
        const result = await take(envelopes.slice(0, 1));
        if (!lost) {
          lost = true;
          throw new Error("the answer was lost");
        }
        return result;
      });
    });
    await on.process.run(updateProcess, { name: "First" });
    await on.process.run(updateProcess, { name: "Second" });
    await on.process.settle();
    for (let tries = 0; tries < 5; tries++) await on.time.forward(minute, on.process);
    expect(await listed()).toEqual([{ name: `Process ${on.process.slug}`, zone: "UTC" }]);
    expect(await waiting()).toBe(2);
    // What waits outlives the hub that had decided it.
    await kill(on.process);
    away = false;
    await on.time.forward(2 * minute, on.process);
    expect((await listed())[0]?.name).toBe("First");
    // The answer was lost, and the two can't speak for longer than other answers are kept.
    on.time.now += 3 * day;
    await on.platform.run(updateProcess, { digestHour: 7 });
    await on.time.forward(2 * minute, on.process);
    await on.time.forward(second, on.process);
    expect(await listed()).toEqual([{ name: "Second", zone: "UTC" }]);
    expect([(await registered()) - before, await waiting()]).toEqual([2, 0]);
  });

  it("is told though many calls for another hub wait, which does not answer and is asked ever more seldom", async () => {
    const { promise: hanging, resolve: answer } = Promise.withResolvers<Result<unknown>[]>();
    await runInDurableObject(env.PROCESS_HUB.getByName("prc_lost0"), ({ engine }: ProcessHub) => {
      vi.spyOn(engine, "take").mockReturnValueOnce(hanging);
    });
    await on.process.inside(({ engine }) => {
      const sql = "INSERT INTO hub_calls (id, process_id, command, input) VALUES (?, 'prc_lost0', 'x', '{}')";
      for (let n = 0; n < 60; n++) engine.hub.sql.exec(sql, `cmd_${n}`);
    });
    for (const name of ["Told", "Told again"]) {
      await on.process.run(updateProcess, { name });
      await vi.waitFor(async () => expect((await listed())[0]?.name).toBe(name));
    }
    answer([{ ok: false, error: errors.unavailable("Away") }]);
    await on.process.settle();
    let rings = 0;
    for (const until = on.time.now + 5 * minute; on.time.now < until; rings++) {
      on.time.now = (await on.process.inside((_hub, { storage }) => storage.getAlarm())) ?? until;
      await on.process.alarm();
      await on.process.settle();
    }
    expect(rings).toBeLessThan(50);
  });

  it("gives each process a tag and a short name that no other has, and its hub begins though it was away", async () => {
    const as = await on.platform.user("super_admin");
    const open = (slug: string) => call("POST", "/api/processes", { as, body: { slug, name: "Acme" } });
    const drawn = ["00000", tagOfProcess(on.process.id), "fresh"];
    vi.spyOn(tags, "next").mockImplementation(() => drawn.shift() ?? "spent");
    // The platform's hub dies before it has told the new one.
    const calls = await on.platform.inside(({ engine }) => vi.spyOn(engine.background, "follow").mockReturnValue());
    const opened = await open("acme");
    expect([opened.status, opened.body]).toMatchObject([201, { process: { slug: "acme", timeZone: "UTC" } }]);
    const { id } = (opened.body as { process: { id: string } }).process;
    expect([tagOfProcess(id), drawn]).toEqual(["fresh", []]);
    calls.mockRestore();
    await kill(on.platform);
    await on.time.forward(minute, on.platform);
    const named = await call("GET", "/api/processes/acme", { as });
    expect([named.status, named.body]).toMatchObject([200, { process: { id, name: "Acme", slug: "acme" } }]);
    for (const taken of ["acme", on.process.slug, "platform"])
      expect([taken, (await open(taken)).status]).toEqual([taken, 409]);
    const admin = await on.process.user("admin");
    expect((await call("POST", "/api/processes", { as: admin, body: { slug: "mine", name: "Mine" } })).status).toBe(
      403,
    );
    const tenant = { slug: "other", name: "Other", timeZone: "UTC" };
    for (const other of [`prc_${tagOfProcess(on.process.id)}x`, "prc_00000x", "prc_x"])
      expect([other, (await on.platform.tryRun(registerTenant, { id: other, ...tenant })).ok]).toEqual([other, false]);
    must(await on.platform.tryRun(openProcess, { slug: "other", name: "Other" }, as.caller));
  });
});
