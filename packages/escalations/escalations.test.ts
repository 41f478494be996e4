import { describe, expect, it } from "vitest";
import { acknowledgeIncident, reopenIncident, resolveIncident } from "#packages/incidents/commands/move.server.ts";
import { updateIncident } from "#packages/incidents/commands/update.server.ts";
import { createOnCall } from "#packages/on-call/create.server.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { updateUserAccess } from "#packages/users/commands.server.ts";
import { minute, nothingElse, pagesTo } from "#tests/support/bad-days.ts";
import type { TestUser } from "#tests/support/harness.ts";
import { pagingFixture } from "#tests/support/paging.ts";
import { updateChain } from "./commands.server.ts";
import { chainDeletion } from "./deletion.server.ts";
import { dryRun } from "./dry-run.server.ts";

describe("escalations", () => {
  const on = pagingFixture();
  const { tier, chain, open, story, wait } = on;

  const executions = () =>
    on.process.sql<{ tier_number: number; round: number; due_at: number; fired_at: number; lateness_ms: number }>(
      "SELECT tier_number, round, due_at, fired_at, lateness_ms FROM escalation_executions ORDER BY fired_at, due_at, round, tier_number",
    );

  it("page tier by tier at their times, and stop at the acknowledgement", async () => {
    await chain([tier(0), tier(5, on.ben.id), tier(10)]);
    const { id } = await open();
    await wait(0);
    expect(pagesTo(on)).toEqual([on.asha.email]);
    await on.time.forward(5 * minute - 1, on.process);
    expect(pagesTo(on)).toEqual([on.asha.email]);
    await on.time.forward(1, on.process);
    expect(pagesTo(on)).toEqual([on.asha.email, on.ben.email]);
    await on.process.run(acknowledgeIncident, { id }, on.ben.caller);
    expect(await nothingElse(on)).toBe(0);
    expect(await on.process.sql("SELECT * FROM hub_timers WHERE source <> 'sessions'")).toEqual([]);
  });

  it.each(["resolved", "in_progress"] as const)("stop when the incident becomes %s", async (status) => {
    await chain([tier(5)]);
    const { id } = await open();
    await on.process.run(updateIncident, { id, status });
    expect((await story(id)).runs).toMatchObject([{ state: "stopped" }]);
    await nothingElse(on);
    expect(pagesTo(on)).toEqual([]);
  });

  it("start anew when the incident is reopened", async () => {
    await chain([tier(0), tier(5)]);
    const { id } = await open();
    await wait(0);
    await on.process.run(resolveIncident, { id });
    await wait(60);
    await on.process.run(reopenIncident, { id });
    await wait(0);
    await wait(5);
    expect(pagesTo(on)).toHaveLength(3);
    expect((await story(id)).runs).toMatchObject([
      { run: 1, state: "stopped" },
      { run: 2, state: "exhausted" },
    ]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("start for their severity only, and follow a changed one", async () => {
    await chain([tier(5)], { severity: "SEV1" });
    await chain([tier(5, on.ben.id)], { severity: "SEV2" });
    const { id } = await open("SEV1");
    await wait(1);
    await on.process.run(updateIncident, { id, severity: "SEV2" });
    await wait(4);
    expect(pagesTo(on)).toEqual([]);
    await wait(1);
    expect(pagesTo(on)).toEqual([on.ben.email]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("do not page everybody once more because a severity was corrected", async () => {
    await chain([tier(0)]);
    const { id } = await open("SEV1");
    await wait(0);
    await on.process.run(updateIncident, { id, severity: "SEV3" });
    expect(await nothingElse(on)).toBe(0);
    expect(pagesTo(on)).toEqual([on.asha.email]);
  });

  it("fire three tiers due at once in their order, each saying how late it was", async () => {
    await chain([tier(1), tier(2, on.ben.id), tier(3)]);
    await open();
    const opened = on.time.now;
    await wait(10);
    expect(await executions()).toEqual(
      [1, 2, 3].map((number) => ({
        tier_number: number,
        round: 0,
        due_at: opened + number * minute,
        fired_at: opened + 10 * minute,
        lateness_ms: (10 - number) * minute,
      })),
    );
    // Due together, they leave in one request, in which there is no order.
    expect(pagesTo(on).sort()).toEqual([on.asha.email, on.asha.email, on.ben.email].sort());
    expect(await nothingElse(on)).toBe(0);
  });

  it("ring an alarm twice and fire once", async () => {
    await chain([tier(1)]);
    await open();
    on.time.now += minute;
    await on.process.inside(({ engine }) => {
      engine.alarm();
      engine.alarm();
    });
    await on.process.settle();
    expect(await executions()).toHaveLength(1);
    expect(await nothingElse(on)).toBe(0);
  });

  it("decide in one order when an acknowledgement comes in the millisecond of a tier", async () => {
    await chain([tier(1), tier(2)]);
    const { id } = await open();
    on.time.now += minute;
    await on.process.run(acknowledgeIncident, { id });
    expect(await executions()).toMatchObject([{ tier_number: 1, lateness_ms: 0 }]);
    await on.process.settle();
    expect(pagesTo(on).length).toBeLessThanOrEqual(1);
    expect(await nothingElse(on)).toBe(0);
    expect(await executions()).toHaveLength(1);
  });

  it("repeat the whole chain as often as it says, at the rounds' own times", async () => {
    await chain([tier(0), tier(5)], { repeat: 2 });
    await open();
    const opened = on.time.now;
    for (let minutes = 0; minutes < 40; minutes += 1) await wait(minutes === 0 ? 0 : 1);
    const fired = (await executions()).map((row) => [row.round, row.tier_number, (row.fired_at - opened) / minute]);
    expect(fired).toEqual([
      [0, 1, 0],
      [0, 2, 5],
      [1, 1, 10],
      [1, 2, 15],
      [2, 1, 20],
      [2, 2, 25],
    ]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("follow an edit of the chain for what has not fired, and nothing in retrospect", async () => {
    const { id: chainId, tiers } = await chain([tier(1), tier(20)]);
    await open();
    await wait(1);
    await wait(4);
    const [first, second_] = tiers;
    // The second tier would have been due at minute 3, which has passed; a new one is due at minute 8.
    const edited = [first, { ...second_, afterMinutes: 3 }, tier(8, on.ben.id)];
    await on.process.run(updateChain, { id: chainId, tiers: edited });
    await wait(0);
    expect(pagesTo(on)).toEqual([on.asha.email]);
    await wait(3);
    expect(pagesTo(on)).toEqual([on.asha.email, on.ben.email]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("end with a chain that is deleted", async () => {
    const { id: chainId } = await chain([tier(5)]);
    const { id } = await open();
    await on.process.run(chainDeletion.remove, { id: chainId, reason: "Not needed" });
    expect(await nothingElse(on)).toBe(0);
    expect((await story(id)).runs).toMatchObject([{ state: "stopped" }]);
  });

  it("refuse the second of two people who edit one chain, and show the row as it is", async () => {
    const { id, version } = await chain([tier(5)]);
    await on.process.run(updateChain, { id, version, name: "Mine" });
    const second_ = await on.process.tryRun(updateChain, { id, version, name: "Theirs" });
    expect(second_).toMatchObject({ ok: false, error: { code: "conflict", current: { name: "Mine", version: 2 } } });
  });

  describe("whom they reach", () => {
    const today = () => new Date(on.time.now).toISOString().slice(0, 10);
    const onCall = (user: TestUser, role: string) =>
      on.process.run(createOnCall, { userId: user.id, role, date: today() });
    const dismiss = (user: TestUser) => on.process.run(updateUserAccess, { id: user.id, isActive: false });
    const trail = async (id: string) =>
      (await story(id)).runs[0]?.executions[0]?.trail.map((step) => `${step.step}: ${step.problem ?? "found"}`);

    it("an inactive person of the tier is skipped for the primary, and the gap is shown", async () => {
      await chain([tier(1, on.asha.id)]);
      await onCall(on.ben, "primary");
      const { id } = await open();
      await dismiss(on.asha);
      await wait(1);
      expect(pagesTo(on)).toEqual([on.ben.email]);
      expect(await trail(id)).toEqual(["user: inactive", "primary: found"]);
      expect(await nothingElse(on)).toBe(0);
    });

    it("nobody primary: backup, then escalation, then the managers", async () => {
      const mia = await on.process.user("manager");
      await chain([tier(1, null)]);
      await onCall(on.asha, "backup");
      await onCall(on.ben, "escalation");
      const incidents = [await open()];
      await wait(1);
      await dismiss(on.asha);
      incidents.push(await open());
      await wait(1);
      await dismiss(on.ben);
      incidents.push(await open());
      await wait(1);
      expect(pagesTo(on)).toEqual([on.asha.email, on.ben.email, mia.email]);
      expect(await trail(incidents[2]?.id ?? "")).toEqual([
        "primary: nobody",
        "backup: inactive",
        "escalation: inactive",
        "managers: found",
      ]);
      expect(await nothingElse(on)).toBe(0);
    });

    it("nobody at all: it is recorded as unreachable, told in the feed, and the next tier still comes", async () => {
      await chain([tier(1, null), tier(2, on.asha.id)]);
      const { id } = await open();
      await wait(1);
      expect((await story(id)).runs[0]?.executions).toMatchObject([{ outcome: "unreachable", targetIds: [] }]);
      const [event] = await on.process.sql("SELECT summary FROM events WHERE type = 'incident.unreachable'");
      expect(String(event?.summary)).toContain("found nobody who could be paged");
      await wait(1);
      expect(pagesTo(on)).toEqual([on.asha.email]);
      expect(await nothingElse(on)).toBe(0);
    });
  });

  it("happen exactly as the dry run said, on the night the clock changes, and the story tells it", async () => {
    await on.process.run(updateProcess, { timeZone: "Europe/Berlin" });
    // 2031-10-26: at 03:00 the clock goes back to 02:00. The date of the primary changes at local midnight.
    await on.process.run(createOnCall, { userId: on.asha.id, role: "primary", date: "2031-10-25" });
    await on.process.run(createOnCall, { userId: on.ben.id, role: "primary", date: "2031-10-26" });
    await chain([tier(0, null), tier(30, null), tier(240, null)], { repeat: 1 });
    on.time.now = Date.UTC(2031, 9, 20);
    const plan = await on.process.view(dryRun, { severity: "SEV1", at: "2031-10-25T23:45" });
    on.time.now = Date.parse(plan.openedAt);
    const { id } = await open();
    await wait(0);
    for (let step = 0; step < 20 * 60; step += 15) await wait(15);
    const told = (await story(id)).runs.flatMap((run) =>
      run.executions.map((one) => ({ tier: one.tier, round: one.round, at: one.firedAt, people: one.targetIds })),
    );
    const planned = plan.pages.map((page) => ({
      tier: page.tier,
      round: page.round,
      at: page.dueAt,
      people: page.people.map((person) => person.id),
    }));
    expect(told).toEqual(planned);
    expect(planned[0]?.people).toEqual([on.asha.id]);
    expect(planned[1]?.people).toEqual([on.ben.id]);
    expect(pagesTo(on)).toHaveLength(6);
    expect(await nothingElse(on)).toBe(0);
  });
});
