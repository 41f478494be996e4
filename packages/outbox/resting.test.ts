import { beforeEach, describe, expect, it, vi } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { escalationStory } from "#packages/escalations/views.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { acknowledgeIncident } from "#packages/incidents/commands/move.server.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { hour, kill, minute, nothingElse, pagesTo, second } from "#tests/support/bad-days.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";
import { withoutMailKey } from "#tests/support/mail-key.ts";

const refusedKey = {
  status: 401,
  body: { statusCode: 401, name: "restricted_api_key", message: "API key is invalid" },
};
const usedUp = {
  status: 429,
  body: { statusCode: 429, name: "daily_quota_exceeded", message: "Daily quota exceeded" },
};

describe("while the mail service takes nothing", () => {
  const on = processFixture({ people: { asha: "manager", omar: "operator" } });
  beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));

  const open = (title: string, severity = "SEV4") => on.process.run(createIncident, { title, severity });
  const states = () => on.process.sql("SELECT state, attempts, count(*) AS n FROM deliveries GROUP BY 1, 2");
  const written = async () => {
    const { rev } = await on.process.hub.health();
    return { rev, audit: (await on.process.sql("SELECT count(*) AS n FROM audit"))[0]?.n };
  };

  it("for a used-up quota: asked ever more seldom, nothing written for a try, and then everyone gets one", async () => {
    on.resend.always = usedUp;
    await open("One");
    await on.process.settle();
    const before = await written();
    for (let step = 0; step < 68; step += 1) await on.time.forward(second, on.process);
    expect(on.resend.requests.length).toBeLessThanOrEqual(9);
    for (let step = 0; step < 6; step += 1) await on.time.forward(hour, on.process);
    expect(on.resend.requests.length).toBeLessThanOrEqual(15);
    expect(await written()).toEqual(before);
    expect(await states()).toEqual([{ state: "queued", attempts: 0, n: 2 }]);
    on.resend.always = null;
    await on.time.forward(hour, on.process);
    expect(on.resend.of(on.process.id)).toHaveLength(2);
    expect(await states()).toEqual([{ state: "sent", attempts: 1, n: 2 }]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("for a refused key: it is shown, nothing is given up, pages go first when it is well, overtaken ones never", async () => {
    const tiers = [{ afterMinutes: 0, channels: ["email"], userId: on.asha.id }];
    await on.process.run(createChain, { name: "All", severity: "SEV1", tiers });
    on.resend.always = refusedKey;
    const since = on.time.now;
    await open("First");
    on.time.now += second;
    const { id } = await open("Overtaken", "SEV1");
    on.time.now += second;
    await open("Third", "SEV1");
    for (let step = 0; step < 5; step += 1) await on.time.forward(10 * minute, on.process);
    const { resting, parked, queued } = (await on.process.hub.health()).outbox;
    expect({ parked, queued }).toEqual({ parked: 0, queued: 6 });
    expect(resting).toMatchObject([{ channel: "email", why: "refused", since, nextTryAt: expect.any(Number) }]);
    expect(resting[0]?.reason).toContain("refuses the key");
    expect((await call("GET", "/healthz")).body).toMatchObject({ status: "degraded", checks: { outbox: "degraded" } });
    expect(await on.process.sql("SELECT count(*) AS n FROM events WHERE type = 'delivery.resting'")).toEqual([
      { n: 1 },
    ]);

    const admin = await on.process.user("admin");
    const channels = () => call("GET", "/api/outbox/channels", { as: admin });
    expect((await channels()).body).toMatchObject({
      items: [{ processId: on.process.id, channel: "email", why: "refused", since: new Date(since).toISOString() }],
    });

    await on.process.run(acknowledgeIncident, { id }, on.asha.caller);
    on.resend.always = null;
    on.resend.requests.length = 0;
    await on.time.forward(5 * minute, on.process);
    const subjects = on.resend.of(on.process.id).map(({ subject }) => subject);
    expect(pagesTo(on)).toEqual([on.asha.email]);
    expect(subjects[0]).toContain("Third");
    expect(subjects.slice(1).map((subject) => subject.split(" ").at(-1))).toEqual([
      "First",
      "First",
      "Overtaken",
      "Third",
    ]);
    expect(await on.process.sql("SELECT error FROM deliveries WHERE state = 'dropped'")).toMatchObject([
      { error: expect.stringContaining("acknowledged it") },
    ]);
    expect((await on.process.hub.health()).outbox).toMatchObject({ resting: [], queued: 0, parked: 0 });
    expect(await on.process.sql("SELECT count(*) AS n FROM events WHERE type = 'delivery.resumed'")).toEqual([
      { n: 1 },
    ]);
    expect((await channels()).body).toMatchObject({ items: [] });
    expect(await nothingElse(on)).toBe(0);
  });

  it("also over restarts: a new hub asks no sooner, and one batch at a time finds out", async () => {
    on.resend.always = refusedKey;
    await on.process.run(createChain, {
      name: "All",
      severity: "SEV1",
      tiers: [{ afterMinutes: 0, channels: ["email"], userId: on.asha.id }],
    });
    await open("One", "SEV1");
    for (let step = 0; step < 12; step += 1) await on.time.forward(minute, on.process);
    const before = on.resend.requests.length;
    for (let life = 0; life < 5; life += 1) {
      await kill(on.process);
      await open(`Life ${life}`, "SEV1");
      await on.process.settle();
    }
    expect(on.resend.requests.length).toBe(before);
    await on.time.forward(5 * minute, on.process);
    expect(on.resend.requests.length).toBe(before + 1);
  });

  it("because there is no key: messages wait and can be read, and go out when there is one", async () => {
    const setUp = await withoutMailKey(on.process);
    await open("One");
    await on.time.forward(hour, on.process);
    expect(on.resend.requests).toEqual([]);
    expect((await on.process.hub.health()).outbox).toMatchObject({ queued: 2, resting: [{ why: "unset" }] });
    await setUp();
    await on.time.forward(second, on.process);
    expect(on.resend.of(on.process.id)).toHaveLength(2);
    expect(await nothingElse(on)).toBe(0);
  });

  it("for a key that was mended elsewhere: whoever has it tried at once sends all that waits, and need not wait for its time", async () => {
    on.resend.always = refusedKey;
    await open("One");
    for (let step = 0; step < 12; step += 1) await on.time.forward(minute, on.process);
    on.resend.always = null;
    const admin = await on.process.user("admin", { name: "Ada" });
    await on.time.forward(second, on.process);
    expect(on.resend.of(on.process.id)).toEqual([]);
    const tried = await call("POST", "/api/outbox/channels/try", { as: admin, body: { channel: "email" } });
    expect(tried.status).toBe(200);
    await on.time.forward(second, on.process);
    expect(on.resend.of(on.process.id)).toHaveLength(2);
    expect(await on.process.sql("SELECT summary FROM events WHERE type = 'delivery.tried'")).toEqual([
      { summary: "Ada had e-mail tried again at once" },
    ]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("the other channels of a tier are tried at once", async () => {
    await on.process.run(updateProcess, { slackWebhookUrl: "https://hooks.slack.com/services/T/B/x" });
    const tiers = [{ afterMinutes: 0, channels: ["email", "slack"], userId: on.asha.id }];
    await on.process.run(createChain, { name: "All", severity: "SEV1", tiers });
    on.resend.always = refusedKey;
    const { id } = await open("One", "SEV1");
    await on.time.forward(0, on.process);
    expect(on.resend.posts).toHaveLength(1);
    expect(pagesTo(on)).toEqual([]);
    const escalation = await on.process.view(escalationStory, { id });
    const deliveries = escalation.runs[0]?.executions[0]?.deliveries ?? [];
    expect(deliveries.toSorted((a, b) => a.channel.localeCompare(b.channel))).toMatchObject([
      { channel: "email", state: "queued", waiting: { reason: expect.stringContaining("refuses the key") } },
      { channel: "slack", state: "sent", waiting: null, deliveredAt: null },
    ]);
    // A page that came while the channel rested already has not waited longer than it is old.
    await on.time.forward(20 * second, on.process);
    const two = await open("Two", "SEV1");
    await on.time.forward(0, on.process);
    const later = (await on.process.view(escalationStory, { id: two.id })).runs[0]?.executions[0];
    const waits = later?.deliveries.find(({ channel }) => channel === "email")?.waiting;
    expect(waits).toMatchObject({ since: later?.firedAt ?? "never fired" });
  });

  it("for longer than a week: what is old news by then is left to people", async () => {
    on.resend.always = usedUp;
    await open("Old");
    await on.time.forward(8 * 24 * hour, on.process);
    await open("New");
    on.resend.always = null;
    for (let step = 0; step < 3; step += 1) await on.time.forward(hour, on.process);
    expect(on.resend.of(on.process.id).map(({ subject }) => subject.split(" ").at(-1))).toEqual(["New", "New"]);
    expect(await on.process.sql("SELECT DISTINCT error FROM deliveries WHERE state = 'parked'")).toEqual([
      { error: "It could not be sent for more than seven days." },
    ]);
  });
});
