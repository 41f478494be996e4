import { describe, expect, it } from "vitest";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";
import { postForm } from "#tests/support/pages.ts";

const slack = "https://hooks.slack.com/services/T0001/B0002/sEcReTtOkEnAbCd";
const webhook = "https://hooks.example.com/in/sEcReTwEbHoOkWxYz";

describe("the addresses in a process's settings", () => {
  const on = processFixture({ clock: "real", people: { admin: "admin" }, settings: {} });
  const path = () => `/api/processes/${on.process.id}`;

  const stored = async () => {
    const rows = await on.process.sql<{ id: string; secret: string | null }>("SELECT id, secret FROM settings");
    const of = (key: string) => rows.find(({ id }) => id === key)?.secret ?? null;
    return { slackWebhookUrl: of("slackWebhookUrl"), webhookUrl: of("webhookUrl") };
  };
  const patch = (body: object, as = on.admin) => call("PATCH", path(), { as, body });

  it("can be written and not read: by nobody, in no answer, audit row, event or stored answer", async () => {
    const set = await call("PATCH", path(), {
      as: on.admin,
      body: { slackWebhookUrl: slack, webhookUrl: webhook },
      headers: { "idempotency-key": "set-addresses" },
    });
    const shown = {
      slackWebhook: { host: "hooks.slack.com", lastFour: "AbCd" },
      webhook: { host: "hooks.example.com", lastFour: "WxYz" },
    };
    expect(set).toMatchObject({ status: 200, body: { process: shown } });
    await on.process.settle();
    const texts = [set.text];
    for (const as of [on.admin, await on.process.user("viewer")])
      for (const each of [path(), "/api/processes", "/api/activity", "/api/dashboard", "/api/settings/history"])
        texts.push((await call("GET", each, { as })).text);
    for (const each of ["/api/audit-log", "/api/audit-log/export", "/api/outbox"])
      texts.push((await call("GET", each, { as: on.admin })).text);
    for (const sql of [
      "SELECT * FROM audit",
      "SELECT * FROM events",
      "SELECT result FROM hub_commands",
      "SELECT * FROM setting_changes",
    ])
      texts.push(JSON.stringify(await on.process.sql(sql)));
    texts.push(JSON.stringify((await env.DB.prepare("SELECT * FROM audit").all()).results));
    for (const text of texts) expect(text).not.toMatch(/sEcReT/);
    expect(texts[1]).toContain("hooks.slack.com");
    const log = (await call("GET", "/api/audit-log?action=process.update", { as: on.admin })).text;
    expect(log).toContain("hooks.slack.com …AbCd");
    expect(await stored()).toEqual({ slackWebhookUrl: slack, webhookUrl: webhook });
  });

  it("stay when a change leaves them out, and go when it says null", async () => {
    await patch({ slackWebhookUrl: slack, webhookUrl: webhook });
    await patch({ digestHour: 9 });
    expect(await stored()).toEqual({ slackWebhookUrl: slack, webhookUrl: webhook });
    expect((await patch({ slackWebhookUrl: null })).body).toMatchObject({ process: { slackWebhook: null } });
    expect(await stored()).toEqual({ slackWebhookUrl: null, webhookUrl: webhook });
  });

  it("stay, are replaced and are taken away on the page, too", async () => {
    await patch({ slackWebhookUrl: slack, webhookUrl: webhook });
    const form = (more: Record<string, string>) => {
      const fields = { name: "Momo", "was.name": "Momo", timeZone: "UTC", "was.timeZone": "UTC" };
      return postForm("/settings", { as: on.admin, body: new URLSearchParams({ ...fields, ...more }).toString() });
    };
    expect((await form({ slackWebhookUrl: "", webhookUrl: "" })).status).toBe(200);
    expect(await stored()).toEqual({ slackWebhookUrl: slack, webhookUrl: webhook });
    await form({ slackWebhookUrl: `${slack}2`, "remove.webhookUrl": "on" });
    expect(await stored()).toEqual({ slackWebhookUrl: `${slack}2`, webhookUrl: null });
  });
});
