import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Envelope } from "#packages/core/command.ts";
import { coreId, platformTag } from "#packages/core/ids.ts";
import { partIn } from "#packages/core/part.ts";
import type { Result } from "#packages/core/result.ts";
import type { View } from "#packages/core/view.ts";
import { createChain, updateChain } from "#packages/escalations/commands.server.ts";
import { dryRun } from "#packages/escalations/dry-run.server.ts";
import { escalationPart } from "#packages/escalations/story.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { incidentDetail } from "#packages/incidents/views.server.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { TestProcess } from "#tests/support/harness.ts";
import { FakeResend } from "#tests/support/mail.ts";
import { type Cost, costOf } from "#tests/support/rows-read.ts";
import { dashboard } from "./views.server.ts";

/** 300 people, most of them clients; a chain of 20 tiers gone through 21 times, at work on 100 incidents. */
describe("what looking costs the pager", () => {
  let process: TestProcess;
  let chainId: string;
  let incidentId: string;
  const caller = { kind: "system", name: "setup" } as const;
  const envelope = (name: string, input: unknown): Envelope => ({
    commandId: coreId("command", Date.now(), platformTag),
    name,
    input,
    caller,
    requestId: "req_test",
    ip: null,
    userAgent: null,
  });
  const show = <I, O>(view: View<I, O>, input: I): Promise<Cost<Result<O>>> =>
    costOf(process, (engine) => engine.view({ name: view.name, input, caller }) as Result<O>);

  beforeAll(async () => {
    new FakeResend().install();
    process = await TestProcess.create();
    await process.run(updateProcess, { unattendedMinutes: 0 });
    const asha = await process.user("operator", { name: "Asha" });
    await process.user("manager");
    await process.sql(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 298)
       INSERT INTO users (process_id, id, rev, created_at, updated_at, email, name, role, is_active)
       SELECT ?, 'usr_many' || i, 0, 0, 0, i || '@clients.test', 'Client ' || i, 'client', 1 FROM n`,
      process.id,
    );
    const tiers = Array.from({ length: 20 }, (_, index) => ({
      afterMinutes: 60 + index,
      channels: ["email"],
      userId: index % 2 === 0 ? asha.id : null,
    }));
    const chain = await process.run(createChain, { name: "Long", tiers, repeat: 20 });
    chainId = chain.id;
    await process.inside(({ engine }) => {
      for (let number = 0; number < 100; number++) {
        const outcome = engine.run(
          envelope(createIncident.name, { title: `I${number}`, severity: "SEV2" }),
          Date.now(),
        );
        if (outcome.result.ok) incidentId = (outcome.result.value as { id: string }).id;
      }
    });
  });

  afterAll(() => vi.restoreAllMocks());

  it("is rows of what is shown: not everybody, nor every page to come", async () => {
    const board = await show(dashboard, {});
    if (!board.value.ok) throw new Error(board.value.error.message);
    expect(board.value.value).toMatchObject({ openIncidents: 100, eventsToday: expect.any(Number) });
    expect(board.value.value.activeIncidents[99]).toMatchObject({ nextPage: { tier: 1, people: [{ name: "Asha" }] } });
    // An incident, its run, its timer and a chain each; nothing for the 300 people.
    expect(board.rowsRead).toBeLessThan(1_500);

    const detail = await show(incidentDetail, { id: incidentId });
    if (!detail.value.ok) throw new Error(detail.value.error.message);
    const [run] = partIn(detail.value.value, escalationPart)?.runs ?? [];
    expect([run?.pending.length, run?.pendingTotal]).toEqual([50, 420]);
    expect(run?.pending[49]).toMatchObject({ tier: 10, round: 3 });
    expect(detail.rowsRead).toBeLessThan(100);

    const dry = await show(dryRun, { severity: "SEV2", at: new Date(Date.now() + 60_000).toISOString() });
    expect(dry.rowsRead).toBeLessThan(100);
  });

  it("is the next timer of some runs when a chain is edited", async () => {
    const timers = () => process.sql("SELECT count(*) AS n FROM hub_timers WHERE source = 'escalation_runs'");
    expect(await timers()).toEqual([{ n: 100 }]);
    const edit = await costOf(process, (engine) =>
      engine.run(envelope(updateChain.name, { id: chainId, repeat: 19 }), Date.now()),
    );
    expect(edit.value.result.ok).toBe(true);
    expect(await timers()).toEqual([{ n: 100 }]);
    expect(edit.rowsRead).toBeLessThan(5_000);
    expect(edit.rowsWritten).toBeLessThan(3_000);
  });

  it("is counters and indexes where health is told", async () => {
    const before = await costOf(process, (engine) => engine.health());
    await process.sql(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
       INSERT INTO escalation_executions (process_id, id, rev, created_at, updated_at, run_id, incident_id, chain_id, round,
         tier_id, tier_number, due_at, fired_at, lateness_ms, by_hand, outcome, channels, trail, target_ids)
       SELECT ?, 'many' || i, 0, 0, 0, 'run', 'inc', 'esc', 0, 'tier', 1, 0, 0, 0, 0, 'paged', '[]', '[]', '[]' FROM n`,
      process.id,
    );
    const after = await costOf(process, (engine) => engine.health());
    // Of 2,000 more firings the last hundred, for each of two figures.
    expect(after.rowsRead - before.rowsRead).toBeLessThan(300);
    const late = (value: { figures: object[] }) =>
      value.figures.filter((one) => "name" in one && one.name === "page_lateness_p95_ms");
    expect(late(after.value)).toMatchObject([{ value: null, trouble: null }]);
    await process.sql(
      "UPDATE escalation_executions SET fired_at = ?, lateness_ms = 12000 WHERE id = 'many999'",
      Date.now(),
    );
    const told = await costOf(process, (engine) => engine.health());
    expect(late(told.value)).toMatchObject([{ value: 12_000, trouble: "pages fire late" }]);
  });
});
