import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createUser } from "#packages/users/commands.server.ts";
import { minute, nothingElse, pagesTo, TestClock } from "#tests/support/bad-days.ts";
import { call, TestProcess, type TestUser } from "#tests/support/harness.ts";
import { FakeResend } from "#tests/support/mail.ts";

const moment = "2021-08-19T17:30Z";

describe("a process's time zone", () => {
  let time: TestClock;
  let resend: FakeResend;
  let process: TestProcess;
  let admin: TestUser;

  beforeEach(async () => {
    vi.spyOn(console, "log").mockImplementation(() => {});
    time = new TestClock();
    resend = new FakeResend().install();
    await TestProcess.platform();
    process = await TestProcess.create();
    admin = await process.user("admin");
  });
  afterEach(() => vi.restoreAllMocks());

  const set = (timeZone: string) => call("PATCH", `/api/processes/${process.id}`, { as: admin, body: { timeZone } });
  const told = async () => {
    const { user } = (await call("GET", "/api/auth/me", { as: admin })).body as { user: { timeZone: string } };
    return user.timeZone;
  };

  it("is refused when what writes or computes with it can't use it, and kept in its current spelling", async () => {
    for (const wrong of [
      moment,
      "2021-08-19T17:30:00[Asia/Kolkata]",
      "2021-08-19T17:30:00-07:00",
      "+05:30",
      "Mars/Base",
    ])
      expect([wrong, (await set(wrong)).body]).toMatchObject([
        wrong,
        { error: { fields: { timeZone: [expect.stringMatching(/^Not a time zone/)] } } },
      ]);
    expect((await set("asia/calcutta")).body).toMatchObject({ process: { timeZone: "Asia/Kolkata" } });
    expect(await told()).toBe("Asia/Kolkata");
    const person = { id: "usr_zone", email: "zone@zone.test", name: "Z", role: "viewer", passwordHash: "$argon2id$x" };
    expect(await process.tryRun(createUser, { ...person, timeZone: moment })).toMatchObject({ ok: false });
  });

  it("that has become unusable stops no page: times are told in UTC, and the settings still show it", async () => {
    const tiers = [{ afterMinutes: 1, channels: ["email"], userId: admin.id }];
    await process.run(createChain, { name: "Chain", tiers });
    await process.inside((_hub, state) => {
      state.storage.sql.exec("UPDATE processes SET time_zone = ?", moment);
      state.storage.sql.exec("UPDATE users SET time_zone = ?", moment);
    });
    const opened = await call("POST", "/api/incidents", { as: admin, body: { title: "Down", severity: "SEV1" } });
    expect(opened.status).toBe(201);
    await time.forward(minute, process);
    expect(pagesTo(resend, process)).toEqual([admin.email]);
    expect(resend.of(process.id).at(-1)?.text).toContain("(UTC)");
    expect(await told()).toBe("UTC");
    const { number } = (opened.body as { incident: { number: string } }).incident;
    for (const path of ["/dashboard", `/incidents/${number}`, "/on-call", "/on-call/now"])
      expect([path, (await call("GET", `/api${path}`, { as: admin })).status]).toEqual([path, 200]);
    expect((await call("GET", `/api/processes/${process.id}`, { as: admin })).body).toMatchObject({
      process: { timeZone: moment },
    });
    // Another setting can be saved meanwhile, and leaves it as it is.
    await call("PATCH", `/api/processes/${process.id}`, { as: admin, body: { digestHour: 9 } });
    expect(await process.sql("SELECT time_zone FROM processes")).toEqual([{ time_zone: moment }]);
    await nothingElse(time, process, resend);
  });

  it("or anything else that breaks what is due is told by /healthz", async () => {
    const hub = async () => ((await call("GET", "/healthz")).body as { checks: { hub: string } }).checks.hub;
    expect(await hub()).toBe("ok");
    await process.sql("UPDATE hub_timers SET tries = 1");
    await process.hub.poke();
    await process.settle();
    expect(await hub()).toBe("degraded");
  });
});
