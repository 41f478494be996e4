import { describe, expect, it } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createUser } from "#packages/users/commands.server.ts";
import { minute, nothingElse, pagesTo } from "#tests/support/bad-days.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";

const moment = "2021-08-19T17:30Z";

describe("a process's time zone", () => {
  const on = processFixture({ people: { admin: "admin" }, settings: {} });

  const set = (timeZone: string) =>
    call("PATCH", `/api/processes/${on.process.id}`, { as: on.admin, body: { timeZone } });
  const told = async () => {
    const { user } = (await call("GET", "/api/auth/me", { as: on.admin })).body as { user: { timeZone: string } };
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
    const person = { id: "usr_zone", email: "zone@zone.test", name: "Z", role: "viewer" };
    expect(await on.process.tryRun(createUser, { ...person, timeZone: moment })).toMatchObject({ ok: false });
  });

  it("that has become unusable stops no page: times are told in UTC, and the settings still show it", async () => {
    const tiers = [{ afterMinutes: 1, channels: ["email"], userId: on.admin.id }];
    await on.process.run(createChain, { name: "Chain", tiers });
    await on.process.inside((_hub, state) => {
      state.storage.sql.exec("UPDATE processes SET time_zone = ?", moment);
      state.storage.sql.exec("UPDATE users SET time_zone = ?", moment);
    });
    const opened = await call("POST", "/api/incidents", { as: on.admin, body: { title: "Down", severity: "SEV1" } });
    expect(opened.status).toBe(201);
    await on.time.forward(minute, on.process);
    expect(pagesTo(on)).toEqual([on.admin.email]);
    expect(on.resend.of(on.process.id).at(-1)?.text).toContain("(UTC)");
    expect(await told()).toBe("UTC");
    const { number } = (opened.body as { incident: { number: string } }).incident;
    for (const path of ["/dashboard", `/incidents/${number}`, "/on-call", "/on-call/now"])
      expect([path, (await call("GET", `/api${path}`, { as: on.admin })).status]).toEqual([path, 200]);
    expect((await call("GET", `/api/processes/${on.process.id}`, { as: on.admin })).body).toMatchObject({
      process: { timeZone: moment },
    });
    // Another setting can be saved meanwhile, and leaves it as it is.
    await call("PATCH", `/api/processes/${on.process.id}`, { as: on.admin, body: { digestHour: 9 } });
    expect(await on.process.sql("SELECT time_zone FROM processes")).toEqual([{ time_zone: moment }]);
    await nothingElse(on);
  });

  it("or anything else that breaks what is due is told by /healthz", async () => {
    const hub = async () => ((await call("GET", "/healthz")).body as { checks: { hub: string } }).checks.hub;
    expect(await hub()).toBe("ok");
    await on.process.sql("UPDATE hub_timers SET tries = 1");
    await on.process.hub.poke();
    await on.process.settle();
    expect(await hub()).toBe("degraded");
  });
});
