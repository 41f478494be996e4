import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as incidents from "#app/routes/incidents/list.tsx";
import * as newIncident from "#app/routes/incidents/new.tsx";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { endSession } from "#packages/sessions/commands.server.ts";
import { env } from "#tests/support/env.ts";
import { bindings, call, TestProcess, type TestUser } from "#tests/support/harness.ts";
import { FakeResend } from "#tests/support/mail.ts";
import { openPage, Trips } from "#tests/support/trips.ts";

describe("what is asked before it is known who asks", () => {
  let process: TestProcess;
  let ended: TestUser;
  let viewer: TestUser;

  beforeAll(async () => {
    vi.spyOn(console, "log").mockImplementation(() => {});
    new FakeResend().install();
    await TestProcess.platform();
    process = await TestProcess.create();
    viewer = await process.user("viewer");
    ended = await process.user("admin");
    await process.run(createIncident, { title: "Secret outage", severity: "SEV3" });
    await process.settle();
    await process.run(endSession, { id: ended.sid }, ended.caller);
  });
  afterAll(() => {
    bindings.current = () => env;
    vi.restoreAllMocks();
  });

  it("is fetched beside the question whether the session stands, and not let out where it does not", async () => {
    const trips = new Trips();
    bindings.current = () => trips.env;
    const list = await call("GET", "/api/incidents", { as: ended });
    const again = { ...ended, ...(await process.session(ended.id, "admin")) };
    await process.run(endSession, { id: again.sid }, again.caller);
    const page = await openPage("/incidents", [["incidents", incidents]], again, trips.env);
    expect(trips.rounds.flat().filter((name) => name === "d1 raw").length).toBeGreaterThan(1);
    expect([list.status, page.status]).toEqual([401, 302]);
    expect(list.text + page.text).not.toContain("Secret outage");
  });

  it("is not looked up by the hub for a session that has ended, nor is a command of it carried out", async () => {
    const views = await process.inside(({ engine }) => vi.spyOn(engine, "view"));
    const rev = (await process.hub.health()).rev;
    const body = { title: "By somebody who has left", severity: "SEV4" };
    expect((await call("GET", "/api/dashboard", { as: ended })).status).toBe(401);
    const headers = { "content-length": String(JSON.stringify(body).length) };
    expect((await call("POST", "/api/incidents", { as: ended, body, headers })).status).toBe(401);
    expect(new Set(views.mock.calls.map(([{ name }]) => name))).toEqual(new Set(["sessions.current"]));
    expect((await process.hub.health()).rev).toBe(rev);
    views.mockRestore();
  });

  it("is held to what the page or endpoint needs, also where it asks for nothing that needs it itself", async () => {
    const form = await openPage("/incidents/new", [["incidents/new", newIncident]], viewer);
    expect([form.status, form.text.includes("Ask an admin")]).toEqual([403, true]);
    expect(form.text).toContain('"incidents/new":{"status":403');
    const idle = await openPage("/idle", [["idle", { loader: needing("audit.view") }]], viewer);
    expect([idle.status, idle.text.includes("for auditors only")]).toEqual([403, false]);
    const open = await openPage("/idle", [["idle", { loader: needing("incidents.view") }]], viewer);
    expect([open.status, open.text.includes("for auditors only")]).toEqual([200, true]);
  });

  it("costs the hub nothing but the count when its person is over the limit", async () => {
    const busy = await TestProcess.create();
    const user = await busy.user("operator");
    await busy.run(updateProcess, { readsPerMinute: 60 });
    const views = await busy.inside(({ engine }) => vi.spyOn(engine, "view"));
    const answers = await Promise.all(Array.from({ length: 66 }, () => call("GET", "/api/dashboard", { as: user })));
    const shown = answers.filter(({ status }) => status === 200).length;
    expect(answers.filter(({ status }) => status === 429).length).toBe(66 - shown);
    expect([shown > 0, shown < 66]).toEqual([true, true]);
    expect(views.mock.calls.filter(([{ name }]) => name === "dashboard.show").length).toBe(shown);
  });
});

const needing =
  (permission: "audit.view" | "incidents.view") =>
  ({ context }: Parameters<typeof incidents.loader>[0]) => {
    context.services.need(permission);
    return { text: "for auditors only" };
  };
