import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { day } from "#packages/core/clock.ts";
import { coreId, platformTag } from "#packages/core/ids.ts";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { acknowledgeIncident, resolveIncident } from "#packages/incidents/commands/move.server.ts";
import { commentOnIncident } from "#packages/incidents/commands/talk.server.ts";
import { edgeFixture } from "#tests/support/fixture.ts";
import { call, TestProcess } from "#tests/support/harness.ts";
import { costOf } from "#tests/support/rows-read.ts";

edgeFixture();
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: Date.now() }));
afterEach(() => void vi.useRealTimers());

/** What a day's acts read in a hub with so many incidents behind it: rows for each call, by view and command. */
async function rowsReadWith(history: number): Promise<Map<string, number>> {
  await TestProcess.platform();
  const process = await TestProcess.create();
  for (let n = 0; n < history; n++) {
    const { id } = await process.run(createIncident, { title: `Over ${n}`, severity: "SEV3" });
    await process.run(commentOnIncident, { id, text: "Looked at." });
    await process.run(resolveIncident, { id });
  }
  await process.settle();
  vi.setSystemTime(Date.now() + 40 * day);
  const person = await process.user("operator");
  const reads = () =>
    process.inside(({ engine }) =>
      engine.hub.counted.costs.top("rowsRead", 1_000).map(({ name, rowsRead, count }) => ({ name, rowsRead, count })),
    );
  const before = new Map((await reads()).map((cost) => [cost.name, cost]));
  const created = await call("POST", "/api/incidents", { as: person, body: { title: "Now", severity: "SEV3" } });
  const { id } = (created.body as { incident: { id: string } }).incident;
  const acts: [string, string, object?][] = [
    ["GET", "/dashboard"],
    ["GET", `/incidents/${id}`],
    ["GET", "/incidents?q=now"],
    ["GET", "/activity?limit=20"],
    ["GET", "/on-call/now"],
    ["GET", "/escalation-chains"],
    ["GET", `/incidents/${id}/escalation`],
    ["POST", `/incidents/${id}/comment`, { text: "On it." }],
    ["POST", `/incidents/${id}/acknowledge`, {}],
    ["POST", `/incidents/${id}/resolve`, { rootCause: "A full disk." }],
  ];
  for (const [method, path, body] of acts) {
    const { status, text } = await call(method, `/api${path}`, { as: person, ...(body ? { body } : {}) });
    expect([path, status < 300, text]).toEqual([path, true, text]);
  }
  await process.settle();
  const each = (await reads()).flatMap(({ name, rowsRead, count }) => {
    const [known, times] = [before.get(name)?.rowsRead ?? 0, count - (before.get(name)?.count ?? 0)];
    return times > 0 ? [[name, (rowsRead - known) / times] as const] : [];
  });
  return new Map(each);
}

it("what many people are told of costs no more statements than what few are", async () => {
  const process = await TestProcess.create();
  const { caller, id: userId } = await process.user("manager");
  const tiers = [{ afterMinutes: 10, channels: ["email"], userId }];
  await process.run(createChain, { name: "All", tiers });
  const act = (name: string, input: object) =>
    costOf(process, (engine) =>
      engine.run(
        { ...envelope, commandId: coreId("command", Date.now(), platformTag), name, input, caller },
        Date.now(),
      ),
    );
  const envelope = { requestId: "req_test", ip: null, userAgent: null };
  const team = async (size: number) => {
    await process.sql(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
       INSERT INTO users (process_id, id, rev, created_at, updated_at, email, name, role, is_active)
       SELECT ?1, 'usr_' || ?2 || 'x' || i, 0, 0, 0, i || '@' || ?2 || '.test', 'Person ' || i, 'viewer', 1 FROM n`,
      process.id,
      size - 1,
    );
    const create = await act(createIncident.name, { title: "Down", severity: "SEV1" });
    if (!create.value.result.ok) throw new Error(create.value.result.error.message);
    const { id } = create.value.result.value as { id: string };
    const send = await costOf(process, (engine) => engine.outbox.pump());
    const acknowledge = await act(acknowledgeIncident.name, { id });
    await process.settle();
    await process.sql("DELETE FROM users WHERE name LIKE 'Person %'");
    return { create: create.statements, send: send.statements, acknowledge: acknowledge.statements };
  };
  // What the first command reads once is known then.
  await team(2);
  const [few, many] = [await team(20), await team(80)];
  expect(many).toEqual(few);
  expect(few.create).toBeLessThanOrEqual(60);
  expect(few.send).toBeLessThanOrEqual(30);
  expect(few.acknowledge).toBeLessThanOrEqual(40);
});

it("what a person asks of a hub reads no more rows when years lie behind it", async () => {
  const [young, old] = [await rowsReadWith(5), await rowsReadWith(40)];
  expect([...young.keys()]).toEqual(expect.arrayContaining(["incidents.create", "dashboard.show", "sessions.current"]));
  // One row more for each of the 35 incidents in between would be seen.
  const grown = [...old].filter(([name, rows]) => rows > (young.get(name) ?? 0) + 20);
  expect(grown).toEqual([]);
});
