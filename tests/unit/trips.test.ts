import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as activity from "#app/routes/activity/index.tsx";
import * as auditLog from "#app/routes/audit/list.tsx";
import * as dashboard from "#app/routes/dashboard/index.tsx";
import * as dryRun from "#app/routes/escalations/dry-run.tsx";
import * as editChain from "#app/routes/escalations/edit.tsx";
import * as chains from "#app/routes/escalations/list.tsx";
import * as newChain from "#app/routes/escalations/new.tsx";
import * as switchOff from "#app/routes/escalations/off.tsx";
import * as pageSomebody from "#app/routes/incidents/alert.tsx";
import * as incident from "#app/routes/incidents/detail.tsx";
import * as incidents from "#app/routes/incidents/list.tsx";
import * as newIncident from "#app/routes/incidents/new.tsx";
import * as onCall from "#app/routes/on-call/index.tsx";
import * as outbox from "#app/routes/outbox/list.tsx";
import * as people from "#app/routes/people/list.tsx";
import * as settingsHistory from "#app/routes/settings/history.tsx";
import * as settings from "#app/routes/settings/index.tsx";
import * as start from "#app/routes/start.tsx";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { env } from "#tests/support/env.ts";
import { bindings, call, TestProcess, type TestUser } from "#tests/support/harness.ts";
import { FakeResend } from "#tests/support/mail.ts";
import { openPage, Trips } from "#tests/support/trips.ts";
import type { Env } from "#worker/env.ts";

/** What a far hub and a far D1 cost is how often a request goes there one after the other. */
describe("the trips of a request, one after the other,", () => {
  let process: TestProcess;
  let admin: TestUser;
  let incidentId: string;
  let chainId: string;

  beforeAll(async () => {
    vi.spyOn(console, "log").mockImplementation(() => {});
    new FakeResend().install();
    await TestProcess.platform();
    process = await TestProcess.create();
    admin = await process.user("admin");
    ({ id: incidentId } = await process.run(createIncident, { title: "Down", severity: "SEV3" }));
    const tiers = [{ afterMinutes: 5, channels: ["email"], userId: admin.id }];
    ({ id: chainId } = await process.run(createChain, { name: "Chain", tiers }));
    await process.settle();
  });
  afterAll(() => {
    bindings.current = () => env;
    vi.restoreAllMocks();
  });

  const tripsOf = async (path: string, pages: [string, object][]) => {
    const trips = new Trips();
    const { status, text } = await openPage(path, pages, admin, trips.env);
    expect([path, status, text.slice(0, 14)]).toEqual([path, 200, `{"errors":null`]);
    return trips.rounds;
  };

  it("are one for every page: the hub brings the session with what is shown, and D1 is asked beside it", async () => {
    // What goes beside the question to the hub, and what D1 is asked when it has answered.
    const pages: [path: string, tree: [string, object][], beside: string[], then?: string[]][] = [
      ["/dashboard", [["dashboard", dashboard]], []],
      ["/incidents", [["incidents", incidents]], ["d1 raw", "d1 raw"]],
      ["/incidents?status=all&severity=SEV3", [["incidents", incidents]], ["d1 raw", "d1 raw"]],
      [
        `/incidents/${incidentId}`,
        [
          ["incidents", incidents],
          [":id", incident],
        ],
        [],
      ], // prettier-ignore
      ["/incidents/new", [["incidents/new", newIncident]], []],
      [`/incidents/${incidentId}/page`, [["incidents/:id/page", pageSomebody]], []],
      ["/escalations", [["escalations", chains]], []],
      ["/escalations/new", [["escalations/new", newChain]], []],
      ["/escalations/dry-run", [["escalations/dry-run", dryRun]], []],
      [`/escalations/${chainId}`, [["escalations/:id", editChain]], []],
      [`/escalations/${chainId}/off`, [["escalations/:id/off", switchOff]], []],
      ["/on-call", [["on-call", onCall]], []],
      ["/activity", [["activity", activity]], []],
      ["/audit-log", [["audit-log", auditLog]], ["d1 raw"], ["hub ask"]],
      ["/outbox", [["outbox", outbox]], ["d1 raw", "d1 raw"], ["d1 raw"]],
      ["/settings", [["settings", settings]], []],
      ["/settings/history", [["settings/history", settingsHistory]], []],
      ["/people", [["people", people]], []],
    ];
    const seen: unknown[] = [];
    for (const [path, tree] of pages) seen.push([path, (await tripsOf(path, tree)).map((names) => [...names].sort())]);
    const wanted = pages.map(([path, , beside, then]) => [
      path,
      [["hub ask", ...beside].sort(), ...(then ? [then] : [])],
    ]);
    expect(seen).toEqual(wanted);
  });

  it("are two for a search: the hub finds, D1 shows", async () => {
    expect(await tripsOf("/incidents?q=Down", [["incidents", incidents]])).toEqual([["hub ask"], ["d1 raw"]]);
  });

  it("are one for a question or command of the API, whatever D1 is asked beside it", async () => {
    const bodyOf = (body: object) => ({ body, headers: { "content-length": String(JSON.stringify(body).length) } });
    const requests: [string, string, object?][] = [
      ["GET", "/api/dashboard"],
      ["GET", "/api/incidents"],
      ["GET", `/api/incidents/${incidentId}`],
      ["GET", "/api/audit-log"],
      ["GET", "/api/auth/me"],
      ["POST", "/api/incidents", { title: "Down again", severity: "SEV4" }],
      ["POST", `/api/incidents/${incidentId}/acknowledge`, {}],
      ["PATCH", `/api/incidents/${incidentId}`, { title: "Down and out" }],
      ["POST", "/api/auth/logout"],
    ];
    const seen: unknown[] = [];
    for (const [method, path, body] of requests) {
      const trips = new Trips();
      bindings.current = () => trips.env;
      const { status } = await call(method, path, { as: admin, ...(body && bodyOf(body)) });
      seen.push([method, path, status < 300, trips.rounds.length]);
    }
    expect(seen).toEqual(requests.map(([method, path]) => [method, path, true, 1]));
  });

  it("are two for whoever visits a process: the session with the directory, and the process that is visited", async () => {
    const boss = await (await TestProcess.platform()).user("super_admin");
    const open = (bindings?: Env) =>
      openPage(`/dashboard?processId=${process.id}`, [["dashboard", dashboard]], boss, bindings);
    // The visit itself, once an hour, is one more.
    expect((await open()).status).toBe(200);
    const trips = new Trips();
    // The processes that one can go to travel beside it.
    expect([(await open(trips.env)).status, trips.rounds]).toEqual([200, [["hub ask"], ["hub view", "hub ask"]]]);
  });

  it("are one where somebody is sent on from the front page", async () => {
    const trips = new Trips();
    const viewer = await process.user("viewer");
    const { status } = await openPage("/start", [["start", start]], viewer, trips.env);
    expect([status, trips.rounds]).toEqual([302, [["hub ask"]]]);
  });
});
