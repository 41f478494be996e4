import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bulkIncidents } from "#packages/incidents/commands/bulk.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { enterProcess } from "#packages/visits/commands.server.ts";
import { call, TestProcess, type TestUser } from "#tests/support/harness.ts";
import { FakeResend } from "#tests/support/mail.ts";
import type { AuditAnswer } from "./queries.server.ts";

describe("what the audit log says an act was about", () => {
  let process: TestProcess;
  let admin: TestUser;

  beforeEach(async () => {
    vi.spyOn(console, "log").mockImplementation(() => {});
    new FakeResend().install();
    process = await TestProcess.create();
    await process.run(updateProcess, { unattendedMinutes: 0 });
    admin = await process.user("admin");
  });
  afterEach(() => vi.restoreAllMocks());

  const log = async (query: string, as = admin) => {
    const { body, status } = await call("GET", `/api/audit-log?${query}`, { as });
    expect(status).toBe(200);
    return (body as { items: AuditAnswer[] }).items;
  };
  const actions = async (query: string) => (await log(query)).map(({ action }) => action);

  it("is every incident of a bulk act: each one's history has it, in its order", async () => {
    const ids: string[] = [];
    await process.inside(({ engine }) => {
      for (let index = 0; index < 150; index++) {
        const commandId = `create-${index}`;
        const facts = { commandId, requestId: commandId, ip: null, userAgent: null };
        const input = { title: `Number ${index}`, severity: "SEV4" };
        const caller = { kind: "system", name: "setup" } as const;
        const { result } = engine.run({ ...facts, caller, name: createIncident.name, input }, Date.now());
        // What creating an incident answers.
        if (result.ok) ids.push((result.value as { id: string }).id);
      }
    });
    expect(ids).toHaveLength(150);
    const { results } = await process.run(bulkIncidents, { action: "tag", tag: "storm", ids }, admin.caller);
    expect(results.every(({ ok }) => ok)).toBe(true);
    await process.settle();
    for (const id of [ids[0], ids[75], ids[149]]) {
      expect(await actions(`entityType=incident&entityId=${id}`)).toEqual(["incident.bulk", "incident.create"]);
      expect(await actions(`entityId=${id}&limit=1`)).toEqual(["incident.bulk"]);
      expect(await actions(`entityType=user&entityId=${id}`)).toEqual([]);
    }
    const [{ n } = { n: 0 }] = await process.sql<{ n: number }>(
      "SELECT count(*) AS n FROM audit_refs WHERE kind = 'incident'",
    );
    expect(n).toBe(300);
    expect(await process.hub.compare()).toEqual([]);
  });

  it("is the visit of somebody from another process", async () => {
    const visitor = { kind: "entering", userId: "usr_1", sid: "ses_1", name: "Omar", role: "super_admin" } as const;
    const { id } = await process.run(enterProcess, { sid: visitor.sid }, visitor);
    await process.settle();
    expect(await log("action=process.visit&limit=1")).toMatchObject([
      { actorName: "Omar", refs: [{ kind: "visit", id }], changes: [{ after: { userId: "usr_1", sid: "ses_1" } }] },
    ]);
  });

  it("is the person whose sign-in was refused, and why", async () => {
    const asha = await process.user("operator");
    await call("POST", "/api/auth/login", { body: { email: asha.email, password: "wrong" } });
    const [refused] = await log("action=session.refuse");
    expect(refused).toMatchObject({
      entityId: null,
      refs: [{ kind: "user", id: asha.id }],
      detail: { userId: asha.id, why: "password" },
    });
    expect(await actions(`entityType=user&entityId=${asha.id}`)).toEqual([
      "session.refuse",
      "session.create",
      "user.create",
    ]);
  });
});
