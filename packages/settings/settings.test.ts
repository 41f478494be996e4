import { expect, it } from "vitest";
import { minute } from "#packages/core/clock.ts";
import { settingOf } from "#packages/core/settings.ts";
import { incidentSettings } from "#packages/incidents/settings.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { nothingElse } from "#tests/support/bad-days.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";
import { postForm } from "#tests/support/pages.ts";

const on = processFixture({ people: { asha: "admin", ben: "operator" }, settings: {} });

const path = () => `/api/processes/${on.process.id}`;
const patch = (body: object, as = on.asha) => call("PATCH", path(), { as, body });
const read = async () => ((await call("GET", path(), { as: on.ben })).body as { process: object }).process;
interface Change {
  id: string;
  key: string;
  before: unknown;
  after: unknown;
  by: { name: string };
  at: string;
}
const history = async (query = "") =>
  (await call("GET", `/api/settings/history${query}`, { as: on.ben })).body as {
    items: Change[];
    nextCursor: string | null;
  };
const post = (path: string, body: object, as = on.asha) => call("POST", path, { as, body });

it("what a process has not chosen is as its module says; what it has is checked by the module's schema, all of it or none", async () => {
  const defaults = {
    unattendedMinutes: 30,
    requireRcaFor: [],
    readsPerMinute: 600,
    writesPerMinute: 120,
    digestHour: 7,
  };
  expect(await read()).toMatchObject({ ...defaults, slackWebhook: null, timeZone: "UTC" });
  const wrong: [object, string[]][] = [
    [{ unattendedMinutes: -1, digestHour: 9 }, ["unattendedMinutes"]],
    [{ unattendedMinutes: "soon" }, ["unattendedMinutes"]],
    [{ requireRcaFor: ["SEV9"] }, ["requireRcaFor.0"]],
    [{ unattended: 5, "no.such": 1 }, ["unattended", "no.such"]],
    [{ settings: { digestHour: 9 } }, ["settings"]],
    [{ slackWebhookUrl: "https://example.com/" }, ["slackWebhookUrl"]],
  ];
  for (const [body, fields] of wrong) {
    const refused = await patch(body);
    const { error } = refused.body as { error: { fields: object } };
    expect([body, refused.status, Object.keys(error.fields)]).toEqual([body, 422, fields]);
  }
  expect((await patch({ unattendedMinutes: 5 }, on.ben)).status).toBe(403);
  expect(await read()).toMatchObject(defaults);
  expect((await history()).items).toEqual([]);
});

it("the history says who changed what, from what to what, newest first, and any change can be taken back, as a change of its own", async () => {
  await patch({ unattendedMinutes: 45, requireRcaFor: ["SEV0"] });
  await patch({ unattendedMinutes: 45 });
  await patch({ unattendedMinutes: 60, name: "Renamed" });
  const { items } = await history();
  const shown = ({ key, before, after, by }: Change) => [key, before, after, by.name];
  expect(items.map(shown).slice(0, 2)).toEqual(
    expect.arrayContaining([
      ["unattendedMinutes", 45, 60, on.asha.name],
      ["name", expect.any(String), "Renamed", on.asha.name],
    ]),
  );
  expect(items.length).toBe(4);
  // Page by page the same, none twice.
  const paged: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: { items: Change[]; nextCursor: string | null } = await history(`?limit=1&cursor=${cursor}`);
    paged.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(items.map(({ id }) => id));
  const only = (await history("?key=unattendedMinutes")).items;
  expect(only.map(({ before, after }) => [before, after])).toEqual([
    [45, 60],
    [30, 45],
  ]);
  const back = await post("/api/settings/rollback", { changeId: only[1]?.id });
  expect([back.status, back.body]).toEqual([200, { key: "unattendedMinutes", value: 30 }]);
  expect(await read()).toMatchObject({ unattendedMinutes: 30, requireRcaFor: ["SEV0"], name: "Renamed" });
  expect((await history("?key=unattendedMinutes")).items[0]).toMatchObject({ before: 60, after: 30 });
  expect((await post("/api/settings/rollback", { changeId: only[1]?.id }, on.ben)).status).toBe(403);
  expect((await post("/api/settings/rollback", { changeId: "stc_none" })).status).toBe(404);
  const said = await on.process.sql("SELECT summary FROM events ORDER BY seq DESC LIMIT 1");
  expect(said).toEqual([{ summary: `${on.asha.name} changed the settings: Reminder of an unattended incident` }]);
  const log = (await call("GET", "/api/audit-log?action=process.roll_back", { as: on.asha })).text;
  expect(log).toContain(only[1]?.id);
});

it("a credential's change is in the history with what can be shown of it, and can't be taken back", async () => {
  await patch({ webhookUrl: "https://hooks.example.com/in/sEcReTwEbHoOkWxYz" });
  await patch({ webhookUrl: null });
  const [removed] = (await history("?key=webhookUrl")).items;
  expect(removed).toMatchObject({ before: { host: "hooks.example.com", lastFour: "WxYz" }, after: null });
  const refused = await post("/api/settings/rollback", { changeId: removed?.id });
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("Write it once more")]);
});

it("timers follow the setting that they depend on, at once and when it is taken back", async () => {
  const due = async () =>
    (await on.process.sql<{ due_at: number }>("SELECT due_at FROM hub_timers WHERE key LIKE 'remind:%'")).map(
      ({ due_at }) => (due_at - on.time.now) / minute,
    );
  await patch({ unattendedMinutes: 45 });
  await post("/api/incidents", { title: "Down", severity: "SEV4" });
  expect(await due()).toEqual([45]);
  await patch({ unattendedMinutes: 10 });
  expect(await due()).toEqual([10]);
  const [change] = (await history("?key=unattendedMinutes")).items;
  await post("/api/settings/rollback", { changeId: change?.id });
  expect(await due()).toEqual([45]);
  await patch({ unattendedMinutes: 0 });
  expect(await due()).toEqual([]);
  await nothingElse(on);
});

it("a value that no schema takes any more gives way to the default, and nothing fails for it", async () => {
  await on.process.run(updateProcess, { unattendedMinutes: 50 });
  await on.process.sql("UPDATE settings SET value = '\"soon\"' WHERE id = 'unattendedMinutes'");
  const value = await on.process.inside(({ engine: { hub } }) =>
    settingOf(hub.db, hub.processId, incidentSettings.unattendedMinutes),
  );
  expect(value).toBe(30);
});

it("the page saves what was changed on it and nothing else, and a form that is refused comes back as it was typed", async () => {
  await patch({ unattendedMinutes: 20, digestHour: 5 });
  const send = (fields: Record<string, string>) =>
    postForm("/settings", { as: on.asha, body: new URLSearchParams(fields).toString() });
  const shown = { "was.unattendedMinutes": "20", "was.name": "Momo", "was.readsPerMinute": "600" };
  // Somebody else is faster with another setting.
  await patch({ name: "Of another admin" });
  const saved = await send({ ...shown, name: "Momo", unattendedMinutes: "25", readsPerMinute: "600" });
  expect(saved.status).toBe(200);
  expect(await read()).toMatchObject({ name: "Of another admin", unattendedMinutes: 25, digestHour: 5 });
  const typed = { unattendedMinutes: "many", slackWebhookUrl: "https://example.com/x", readsPerMinute: "7" };
  const refused = await send({ ...shown, ...typed });
  const { actionData } = JSON.parse(refused.text) as { actionData: Record<string, { lastResult: object }> };
  expect([refused.status, actionData.settings?.lastResult]).toMatchObject([
    422,
    {
      initialValue: { ...typed, was: { unattendedMinutes: "20" } },
      error: { unattendedMinutes: [expect.any(String)] },
    },
  ]);
});

it("a change of what somebody else has changed meanwhile is refused with both, and saved again it replaces theirs; other settings are nobody's loss", async () => {
  await patch({ unattendedMinutes: 45, digestHour: 9 });
  const form = (minutes: string, was: string, hour = "9") =>
    postForm("/settings", {
      as: on.asha,
      body: new URLSearchParams({
        unattendedMinutes: minutes,
        "was.unattendedMinutes": was,
        digestHour: hour,
        "was.digestHour": "7",
      }).toString(),
    });
  const refused = await form("20", "30");
  expect(refused.status).toBe(409);
  const { current, lastResult } = JSON.parse(refused.text).actionData.settings;
  expect(current).toEqual({ unattendedMinutes: 45 });
  expect(lastResult.error.unattendedMinutes).toEqual(["Asha changed this meanwhile. Save again to replace it."]);
  expect(lastResult.initialValue.unattendedMinutes).toBe("20");
  expect(await read()).toMatchObject({ unattendedMinutes: 45, digestHour: 9 });
  expect((await form("20", "45")).status).toBe(200);
  expect(await read()).toMatchObject({ unattendedMinutes: 20, digestHour: 9 });
  expect((await patch({ unattendedMinutes: 25, seen: { unattendedMinutes: 45 } })).status).toBe(409);
  expect((await patch({ unattendedMinutes: 20, seen: { unattendedMinutes: 45 } })).status).toBe(200);
});
