import { beforeEach, describe, expect, it, vi } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { minute } from "#tests/support/bad-days.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";

describe("what is posted to Slack and webhooks", () => {
  const on = processFixture({
    people: { asha: "manager" },
    settings: {
      unattendedMinutes: 0,
      slackWebhookUrl: "https://hooks.slack.com/services/T/B/x",
      webhookUrl: "https://receiver.example/hook",
    },
  });
  beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));

  const page = async (channel: string, title = "Down") => {
    await on.process.run(createChain, {
      name: "All",
      severity: "SEV1",
      tiers: [{ afterMinutes: 0, channels: [channel], userId: on.asha.id }],
    });
    await on.process.run(createIncident, { title, severity: "SEV1" });
    await on.time.forward(0, on.process);
  };
  const delivery = async () =>
    (await on.process.sql("SELECT state, error FROM deliveries WHERE channel IN ('slack', 'webhook')"))[0];

  it("is text and never a command: a title can't call a whole channel", async () => {
    await page("slack", "<!channel> R&D is <down>");
    const { text } = JSON.parse(on.resend.posts[0]?.body ?? "{}") as { text: string };
    expect(text).toContain("&lt;!channel&gt; R&amp;D is &lt;down&gt;");
    expect(text).not.toMatch(/[<>]/);
    expect(await delivery()).toEqual({ state: "sent", error: null });
  });

  it("says what it is about, to a receiver that does not know our pages", async () => {
    await page("webhook");
    expect(JSON.parse(on.resend.posts[0]?.body ?? "{}")).toMatchObject({
      event: "escalation.page",
      subject: expect.stringMatching(/^PAGE SEV1 /),
      about: {
        kind: "incident",
        reference: `${on.process.slug.toUpperCase()}-1`,
        path: expect.stringContaining("/incidents/"),
      },
    });
  });

  it.each([["127.0.0.1"], ["93.184.215.14", "10.0.0.7"], ["::ffff:10.0.0.7"], ["64:ff9b::a00:1"]])(
    "is nothing where a name leads to %s",
    async (...found) => {
      on.resend.names = new Map([["receiver.example", found]]);
      await page("webhook");
      expect(on.resend.posts).toEqual([]);
      expect(await delivery()).toMatchObject({ state: "parked", error: expect.stringContaining("Not allowed") });
    },
  );

  it("waits while names can't be looked up, and for Slack's own none is", async () => {
    on.resend.names = "away";
    await page("webhook");
    await page("slack");
    expect(on.resend.posts.map(({ url }) => new URL(url).host)).toEqual(["hooks.slack.com"]);
    expect(await on.process.hub.health()).toMatchObject({ outbox: { resting: [{ channel: "webhook" }] } });
    on.resend.names = new Map();
    await on.time.forward(minute, on.process);
    expect(on.resend.posts.filter(({ url }) => url.includes("receiver.example"))).toHaveLength(2);
  });

  it.each([
    [302, "Refused by the receiver."],
    [418, "Refused by the receiver."],
  ])("tells no more of an answer %i than its class, and follows it nowhere", async (status, error) => {
    on.resend.answers = () => new Response("secret", { status, headers: { location: "https://10.0.0.1/" } });
    await page("webhook");
    expect(on.resend.posts).toHaveLength(1);
    expect(await delivery()).toEqual({ state: "parked", error });
  });

  it("has an address that an admin is told about when it is saved", async () => {
    const admin = await on.process.user("admin");
    const save = (body: object) => call("PATCH", `/api/processes/${on.process.id}`, { as: admin, body });
    for (const body of [
      { webhookUrl: "https://vm/hostname" },
      { webhookUrl: "http://receiver.example/" },
      { slackWebhookUrl: "https://receiver.example/" },
    ]) {
      const answer = await save(body);
      expect([answer.status, Object.keys((answer.body as { error: { fields: object } }).error.fields)]).toEqual([
        422,
        Object.keys(body),
      ]);
    }
    expect((await save({ webhookUrl: "https://receiver.example/other" })).status).toBe(200);
  });
});
