import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { acknowledgeIncident } from "#packages/incidents/commands/move.server.ts";
import { incidentDetail } from "#packages/incidents/views.server.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { hour, kill, minute, nothingElse, pagesTo, second, TestClock } from "#tests/support/bad-days.ts";
import { call, TestProcess, type TestUser } from "#tests/support/harness.ts";
import { FakeResend } from "#tests/support/mail.ts";

const refusedKey = {
  status: 401,
  body: { statusCode: 401, name: "restricted_api_key", message: "API key is invalid" },
};
const usedUp = {
  status: 429,
  body: { statusCode: 429, name: "daily_quota_exceeded", message: "Daily quota exceeded" },
};

describe("while the mail service takes nothing", () => {
  let time: TestClock;
  let resend: FakeResend;
  let process: TestProcess;
  let asha: TestUser;

  beforeEach(async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    vi.spyOn(Math, "random").mockReturnValue(0);
    time = new TestClock();
    resend = new FakeResend().install();
    process = await TestProcess.create();
    await process.run(updateProcess, { unattendedMinutes: 0 });
    asha = await process.user("manager", { name: "Asha" });
    await process.user("operator");
  });
  afterEach(() => vi.restoreAllMocks());

  const open = (title: string, severity = "SEV4") => process.run(createIncident, { title, severity });
  const states = () => process.sql("SELECT state, attempts, count(*) AS n FROM deliveries GROUP BY 1, 2");
  const written = async () => {
    const { rev } = await process.hub.health();
    return { rev, audit: (await process.sql("SELECT count(*) AS n FROM audit"))[0]?.n };
  };

  it("for a used-up quota: asked ever more seldom, nothing written for a try, and then everyone gets one", async () => {
    resend.always = usedUp;
    await open("One");
    await process.settle();
    const before = await written();
    for (let step = 0; step < 68; step += 1) await time.forward(second, process);
    expect(resend.requests.length).toBeLessThanOrEqual(9);
    for (let step = 0; step < 6; step += 1) await time.forward(hour, process);
    expect(resend.requests.length).toBeLessThanOrEqual(15);
    expect(await written()).toEqual(before);
    expect(await states()).toEqual([{ state: "queued", attempts: 0, n: 2 }]);
    resend.always = null;
    await time.forward(hour, process);
    expect(resend.of(process.id)).toHaveLength(2);
    expect(await states()).toEqual([{ state: "sent", attempts: 1, n: 2 }]);
    expect(await nothingElse(time, process, resend)).toBe(0);
  });

  it("for a refused key: it is shown, nothing is given up, pages go first when it is well, overtaken ones never", async () => {
    const tiers = [{ afterMinutes: 0, channels: ["email"], userId: asha.id }];
    await process.run(createChain, { name: "All", severity: "SEV1", tiers });
    resend.always = refusedKey;
    const since = time.now;
    await open("First");
    time.now += second;
    const { id } = await open("Overtaken", "SEV1");
    time.now += second;
    await open("Third", "SEV1");
    for (let step = 0; step < 5; step += 1) await time.forward(10 * minute, process);
    const { resting, parked, queued } = (await process.hub.health()).outbox;
    expect({ parked, queued }).toEqual({ parked: 0, queued: 8 });
    expect(resting).toMatchObject([{ channel: "email", why: "refused", since, nextTryAt: expect.any(Number) }]);
    expect(resting[0]?.reason).toContain("refuses the key");
    expect((await call("GET", "/healthz")).body).toMatchObject({ status: "degraded", checks: { outbox: "degraded" } });
    expect(await process.sql("SELECT count(*) AS n FROM events WHERE type = 'delivery.resting'")).toEqual([{ n: 1 }]);

    const admin = await process.user("admin");
    const channels = () => call("GET", "/api/outbox/channels", { as: admin });
    expect((await channels()).body).toMatchObject({
      items: [{ processId: process.id, channel: "email", why: "refused", since: new Date(since).toISOString() }],
    });

    await process.run(acknowledgeIncident, { id }, asha.caller);
    resend.always = null;
    resend.requests.length = 0;
    await time.forward(5 * minute, process);
    const subjects = resend.of(process.id).map(({ subject }) => subject);
    expect(pagesTo(resend, process)).toEqual([asha.email]);
    expect(subjects[0]).toContain("Third");
    expect(subjects.slice(1).map((subject) => subject.split(" ").at(-1))).toEqual([
      "First",
      "First",
      "Overtaken",
      "Overtaken",
      "Third",
      "Third",
    ]);
    expect(await process.sql("SELECT error FROM deliveries WHERE state = 'dropped'")).toMatchObject([
      { error: expect.stringContaining("acknowledged it") },
    ]);
    expect((await process.hub.health()).outbox).toMatchObject({ resting: [], queued: 0, parked: 0 });
    expect(await process.sql("SELECT count(*) AS n FROM events WHERE type = 'delivery.resumed'")).toEqual([{ n: 1 }]);
    expect((await channels()).body).toMatchObject({ items: [] });
    expect(await nothingElse(time, process, resend)).toBe(0);
  });

  it("also over restarts: a new hub asks no sooner, and one batch at a time finds out", async () => {
    resend.always = refusedKey;
    await process.run(createChain, {
      name: "All",
      severity: "SEV1",
      tiers: [{ afterMinutes: 0, channels: ["email"], userId: asha.id }],
    });
    await open("One", "SEV1");
    for (let step = 0; step < 12; step += 1) await time.forward(minute, process);
    const before = resend.requests.length;
    for (let life = 0; life < 5; life += 1) {
      await kill(process);
      await open(`Life ${life}`, "SEV1");
      await process.settle();
    }
    expect(resend.requests.length).toBe(before);
    await time.forward(5 * minute, process);
    expect(resend.requests.length).toBe(before + 1);
  });

  it("because there is no key: messages wait and can be read, and go out when there is one", async () => {
    const withKey = (key: string | undefined) =>
      process.inside(({ engine }) => {
        engine.hub.env = { ...engine.hub.env, RESEND_API_KEY: key };
      });
    const key = await process.inside(({ engine }) => engine.hub.env.RESEND_API_KEY);
    await withKey(undefined);
    await open("One");
    await time.forward(hour, process);
    expect(resend.requests).toEqual([]);
    expect((await process.hub.health()).outbox).toMatchObject({ queued: 2, resting: [{ why: "unset" }] });
    await withKey(key);
    await time.forward(second, process);
    expect(resend.of(process.id)).toHaveLength(2);
    expect(await nothingElse(time, process, resend)).toBe(0);
  });

  it("the other channels of a tier are tried at once", async () => {
    await process.run(updateProcess, { slackWebhookUrl: "https://hooks.slack.com/services/T/B/x" });
    const tiers = [{ afterMinutes: 0, channels: ["email", "slack"], userId: asha.id }];
    await process.run(createChain, { name: "All", severity: "SEV1", tiers });
    resend.always = refusedKey;
    const { id } = await open("One", "SEV1");
    await time.forward(0, process);
    expect(resend.posts).toHaveLength(1);
    expect(pagesTo(resend, process)).toEqual([]);
    const { escalation } = await process.view(incidentDetail, { id });
    const deliveries = escalation.runs[0]?.executions[0]?.deliveries ?? [];
    expect(deliveries.toSorted((a, b) => a.channel.localeCompare(b.channel))).toMatchObject([
      { channel: "email", state: "queued", waiting: { reason: expect.stringContaining("refuses the key") } },
      { channel: "slack", state: "sent", waiting: null, deliveredAt: null },
    ]);
    // A page that came while the channel rested already has not waited longer than it is old.
    await time.forward(20 * second, process);
    const two = await open("Two", "SEV1");
    await time.forward(0, process);
    const later = (await process.view(incidentDetail, { id: two.id })).escalation.runs[0]?.executions[0];
    const waits = later?.deliveries.find(({ channel }) => channel === "email")?.waiting;
    expect(waits).toMatchObject({ since: later?.firedAt ?? "never fired" });
  });

  it("for longer than a week: what is old news by then is left to people", async () => {
    resend.always = usedUp;
    await open("Old");
    await time.forward(8 * 24 * hour, process);
    await open("New");
    resend.always = null;
    for (let step = 0; step < 3; step += 1) await time.forward(hour, process);
    expect(resend.of(process.id).map(({ subject }) => subject.split(" ").at(-1))).toEqual(["New", "New"]);
    expect(await process.sql("SELECT DISTINCT error FROM deliveries WHERE state = 'parked'")).toEqual([
      { error: "It could not be sent for more than seven days." },
    ]);
  });
});
