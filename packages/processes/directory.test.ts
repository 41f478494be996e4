import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { day } from "#packages/core/clock.ts";
import { kill, minute, second, TestClock } from "#tests/support/bad-days.ts";
import { call, TestProcess } from "#tests/support/harness.ts";
import { FakeResend } from "#tests/support/mail.ts";
import { updateProcess } from "./commands.server.ts";

describe("the directory of processes", () => {
  let platform: TestProcess;
  let process: TestProcess;
  let time: TestClock;

  beforeEach(async () => {
    vi.spyOn(console, "log").mockImplementation(() => {});
    vi.spyOn(console, "error").mockImplementation(() => {});
    new FakeResend().install();
    time = new TestClock();
    platform = await TestProcess.platform();
    process = await TestProcess.create();
    await process.settle();
  });
  afterEach(() => vi.restoreAllMocks());

  const listed = async () => {
    const rows = await platform.sql<{ name: string; zone: string }>(
      "SELECT name, time_zone AS zone FROM tenants WHERE id = ?",
      process.id,
    );
    return rows.map((row) => ({ ...row }));
  };
  const registered = async () => {
    const [row] = await platform.sql<{ n: number }>(
      "SELECT count(*) AS n FROM audit WHERE action = 'directory.register'",
    );
    return row?.n ?? 0;
  };
  const waiting = () => process.sql("SELECT tries FROM hub_calls");

  it("follows a process's name and zone, for whoever looks at all of them", async () => {
    const admin = await process.user("admin");
    const body = { name: "Renamed", timeZone: "Asia/Kolkata" };
    expect((await call("PATCH", `/api/processes/${process.id}`, { as: admin, body })).status).toBe(200);
    await process.settle();
    const everyone = await call("GET", "/api/processes", { as: await platform.user("super_admin") });
    const { items } = everyone.body as { items: { id: string }[] };
    expect(items.find(({ id }) => id === process.id)).toMatchObject({ name: "Renamed", timeZone: "Asia/Kolkata" });
    const before = await registered();
    await process.run(updateProcess, { digestHour: 9 });
    await process.settle();
    expect([await registered(), await waiting()]).toEqual([before, []]);
  });

  it("is told again until it has taken it: each change in its order, and none twice", async () => {
    const before = await registered();
    let away = true;
    let lost = false;
    await platform.inside(({ engine }) => {
      const execute = engine.execute.bind(engine);
      vi.spyOn(engine, "execute").mockImplementation(async (envelope) => {
        if (away) throw new Error("away");
        const result = await execute(envelope);
        if (!lost) {
          lost = true;
          throw new Error("the answer was lost");
        }
        return result;
      });
    });
    await process.run(updateProcess, { name: "First" });
    await process.run(updateProcess, { name: "Second" });
    await process.settle();
    for (let tries = 0; tries < 5; tries++) await time.forward(minute, process);
    expect(await listed()).toEqual([{ name: `Process ${process.slug}`, zone: "UTC" }]);
    expect(await waiting()).toEqual([{ tries: 6 }, { tries: 0 }]);
    // What waits outlives the hub that had decided it.
    await kill(process);
    away = false;
    await time.forward(2 * minute, process);
    expect((await listed())[0]?.name).toBe("First");
    // The answer was lost, and the two can't speak for longer than other answers are kept.
    time.now += 3 * day;
    await platform.run(updateProcess, { digestHour: 7 });
    await time.forward(2 * minute, process);
    await time.forward(second, process);
    expect(await listed()).toEqual([{ name: "Second", zone: "UTC" }]);
    expect([(await registered()) - before, await waiting()]).toEqual([2, []]);
  });

  it("is told though many calls for another hub wait, which is asked ever more seldom", async () => {
    await process.inside(({ engine }) => {
      const sql =
        "INSERT INTO hub_calls (id, process_id, command, input, tries, next_try_at) VALUES (?, 'prc_lost', 'x', '{}', 0, ?)";
      for (let n = 0; n < 60; n++) engine.hub.sql.exec(sql, `cmd_${n}`, time.now);
    });
    await process.run(updateProcess, { name: "Told" });
    await process.settle();
    expect((await listed())[0]?.name).toBe("Told");
    let rings = 0;
    for (const until = time.now + 5 * minute; time.now < until; rings++) {
      time.now = (await process.inside((_hub, { storage }) => storage.getAlarm())) ?? until;
      await process.alarm();
      await process.settle();
    }
    expect(rings).toBeLessThan(25);
  });
});
