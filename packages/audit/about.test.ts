import { describe, expect, it } from "vitest";
import { bulkIncidents } from "#packages/incidents/commands/bulk.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { enterProcess } from "#packages/visits/commands.server.ts";
import { differences } from "#tests/support/copy.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";
import type { AuditAnswer } from "./queries.server.ts";

describe("what the audit log says an act was about", () => {
  const on = processFixture({ clock: "real", people: { admin: "admin" } });

  const log = async (query: string, as = on.admin) => {
    const { body, status } = await call("GET", `/api/audit-log?${query}`, { as });
    expect(status).toBe(200);
    return (body as { items: AuditAnswer[] }).items;
  };
  const actions = async (query: string) => (await log(query)).map(({ action }) => action);

  it("is every incident of a bulk act: each one's history has it, in its order", async () => {
    const ids: string[] = [];
    await on.process.inside(({ engine }) => {
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
    const { results } = await on.process.run(bulkIncidents, { action: "tag", tag: "storm", ids }, on.admin.caller);
    expect(results.every(({ ok }) => ok)).toBe(true);
    await on.process.settle();
    for (const id of [ids[0], ids[75], ids[149]]) {
      expect(await actions(`entityType=incident&entityId=${id}`)).toEqual(["incident.bulk", "incident.create"]);
      expect(await actions(`entityId=${id}&limit=1`)).toEqual(["incident.bulk"]);
      expect(await actions(`entityType=user&entityId=${id}`)).toEqual([]);
    }
    const [{ n } = { n: 0 }] = await on.process.sql<{ n: number }>(
      "SELECT count(*) AS n FROM audit_refs WHERE kind = 'incident'",
    );
    expect(n).toBe(300);
    expect(await differences(on.process)).toEqual([]);
  });

  it("is the visit of somebody from another process", async () => {
    const visitor = { kind: "entering", userId: "usr_1", sid: "ses_1", name: "Omar", role: "super_admin" } as const;
    const { id } = await on.process.run(enterProcess, { sid: visitor.sid }, visitor);
    await on.process.settle();
    expect(await log("action=process.visit&limit=1")).toMatchObject([
      { actorName: "Omar", refs: [{ kind: "visit", id }], changes: [{ after: { userId: "usr_1", sid: "ses_1" } }] },
    ]);
  });

  it("is the person whose sign-in was refused, and why", async () => {
    const asha = await on.process.user("operator");
    await call("POST", "/api/auth/login", { body: { email: asha.email, password: "wrong" } });
    // The platform's hub knows the passwords, and tells the person's process.
    await on.platform.settle();
    await on.process.settle();
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
