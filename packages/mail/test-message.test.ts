import { expect, it } from "vitest";
import { processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";
import { postForm } from "#tests/support/pages.ts";

const on = processFixture({ clock: "real", people: { admin: "admin", operator: "operator" }, settings: {} });
const send = (channel: string, as = on.admin) => call("POST", "/api/settings/test", { as, body: { channel } });

it("a test goes to the saved address on the way of pages, and says what came of it", async () => {
  expect(await send("webhook")).toMatchObject({
    status: 409,
    body: { error: { message: "No webhook address is saved. Save one, then send a test." } },
  });
  const addresses = {
    slackWebhookUrl: "https://hooks.slack.com/services/T/B/x",
    webhookUrl: "https://receiver.example/in",
  };
  await call("PATCH", `/api/processes/${on.process.id}`, { as: on.admin, body: addresses });
  expect((await send("webhook", on.operator)).status).toBe(403);
  expect(on.resend.posts).toEqual([]);

  expect(await send("webhook")).toMatchObject({
    status: 200,
    body: { taken: true, words: "The test has arrived: the webhook address works." },
  });
  expect(on.resend.posts.map(({ url }) => url)).toEqual([addresses.webhookUrl]);
  expect(JSON.parse(on.resend.posts[0]?.body ?? "{}")).toMatchObject({
    event: "channel.test",
    subject: "A test from D2C OPs",
  });

  const page = await postForm("/resources/test-message", { as: on.admin, body: "channel=slack" });
  expect(page.text).toContain("The test has arrived: the Slack address works.");

  on.resend.answers = () => new Response("no such hook", { status: 404 });
  expect((await send("slack")).body).toEqual({
    taken: false,
    words: "The test has not arrived. Slack refuses the address; an admin can set another.",
  });
  on.resend.names = new Map([["receiver.example", ["10.0.0.7"]]]);
  expect((await send("webhook")).body).toEqual({
    taken: false,
    words: "The test has not arrived. Not allowed: the address must be one on the internet. An admin can set another.",
  });
  expect(on.resend.posts).toHaveLength(3);
  expect(on.resend.sent).toEqual([]);
});
