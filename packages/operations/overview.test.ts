import { beforeEach, describe, expect, it } from "vitest";
import type { HubHealth } from "#packages/core/health.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { bindings, call, TestProcess } from "#tests/support/harness.ts";
import type { overviewAnswer } from "./answer.ts";
import { patience } from "./overview.server.ts";
import { troublesOf } from "./rules.ts";

type Answer = ReturnType<typeof overviewAnswer>;

describe("the state of all hubs", () => {
  const on = processFixture({ clock: "real", people: { operator: "super_admin" }, settings: {} });
  let hangs: TestProcess;
  let dead: TestProcess;
  beforeEach(async () => {
    [hangs, dead] = [await TestProcess.create(), await TestProcess.create()];
    patience.hubMs = 2_000;
  });
  const look = async (query = "") => {
    const answer = await call("GET", `/api/operations${query}`, { as: on.operator });
    expect([answer.status, answer.text]).toEqual([200, answer.text]);
    return answer.body as Answer;
  };
  const rowOf = ({ items }: Answer, process: TestProcess) => items.find((row) => row.processId === process.id);

  it("has a row for each, also for those that don't answer, and says what costs most", async () => {
    patience.hubMs = 300;
    for (let n = 0; n < 3; n++) await on.process.run(createIncident, { title: "Down", severity: "SEV3" });
    await call("GET", "/api/incidents", { as: await on.process.user("operator") });
    await on.process.settle();
    const health = { [hangs.id]: () => new Promise(() => {}), [dead.id]: () => Promise.reject(new Error("gone")) };
    const hubs = { getByName: (id: string) => (health[id] ? { health: health[id] } : env.PROCESS_HUB.getByName(id)) };
    bindings.current = () => ({ ...env, PROCESS_HUB: hubs as unknown as typeof env.PROCESS_HUB });
    const seen = await look();
    for (const process of [hangs, dead])
      expect(rowOf(seen, process)).toMatchObject({
        state: "not_reached",
        hub: null,
        copy: { lastSeq: expect.any(Number) },
      });
    expect(
      seen.items
        .slice(0, 2)
        .map((row) => row.processId)
        .sort(),
    ).toEqual([hangs.id, dead.id].sort());
    expect(rowOf(seen, on.process)).toMatchObject({
      state: "reached",
      troubles: [],
      hub: {
        figures: expect.arrayContaining([expect.objectContaining({ name: "open_incidents", value: 3, trouble: null })]),
        mirror: { pendingRows: 0, failingSince: null },
        timers: { overdue: 0 },
      },
    });
    expect(seen.items.map((row) => row.slug)).toContain("platform");
    const cost = seen.costliest.find((one) => one.name === "incidents.create");
    expect(cost).toMatchObject({ count: 3, hubs: 1, processId: on.process.id });
    expect(cost?.rowsRead).toBeGreaterThan(3);
    expect(cost?.rowsWritten).toBeGreaterThan(3);
    expect(seen.isolate.hubs.map((one) => one.name)).toContain("sessions.current");
    expect(seen.isolate.statements.find((one) => one.name.includes('"incidents"'))?.rowsRead).toBeGreaterThan(0);
    expect((await look(`?processId=${on.process.slug}`)).items.map((row) => row.processId)).toEqual([on.process.id]);
  });

  it("is there without D1, too", async () => {
    const DB = { prepare: () => ({ all: () => Promise.reject(new Error("D1 is away")) }) };
    bindings.current = () => ({ ...env, DB: DB as unknown as D1Database });
    const seen = await look();
    expect(seen.d1).toBe(false);
    expect(rowOf(seen, on.process)).toMatchObject({ state: "reached", copy: null });
  });

  it("names what somebody should look at, in plain words", () => {
    const now = 1_000_000;
    const hub: HubHealth = {
      processId: "prc_a",
      state: "open",
      rev: 1,
      seq: 1,
      sockets: 0,
      mirror: { pendingRows: 0, behindByRevs: 0, failingSince: null, lastError: null, refused: [] },
      outbox: { queued: 0, oldestQueuedAt: null, parked: 0, resting: [] },
      timers: { waiting: 0, nextDueAt: now + 1, overdue: 0, failing: 0 },
      jobs: [],
      figures: [],
      limits: { read: 0, write: 0 },
      costs: { since: 0, top: [] },
    };
    const copy = { processId: "prc_a", slug: "a", lastSeq: 1, nextDueAt: now - 10_000, flushedAt: 0, gauges: {} };
    const late = { name: "late", label: "Late", unit: "ms", value: 11_000, trouble: "pages fire late" } as const;
    const of = (more: Partial<HubHealth>) => troublesOf({ state: "reached", hub: { ...hub, ...more }, copy }, now);
    expect(of({})).toEqual([]);
    expect(of({ timers: { ...hub.timers, nextDueAt: now - 6_000, failing: 1 } })).toEqual([
      "what is due was not done",
      "1 timer broke and is tried again",
    ]);
    expect(of({ outbox: { queued: 9, oldestQueuedAt: now - 61_000, parked: 2, resting: [] } })).toEqual([
      "messages wait for over a minute",
      "2 messages given up",
    ]);
    expect(of({ figures: [late, { ...late, trouble: null }], limits: { read: 1, write: 0 } })).toEqual([
      "pages fire late",
      "1 request over a limit within an hour",
    ]);
    const job = { id: "job_a", label: "Import", done: 1, total: null, error: "x", startedByName: "Asha", startedAt: 1 };
    const jobs = [
      { ...job, status: "parked" as const },
      { ...job, status: "running" as const },
    ];
    expect(of({ jobs })).toEqual(["1 job given up"]);
    const rest = { channel: "email", since: 1, nextTryAt: 2, reason: "The quota is used up." } as const;
    const resting = [
      { ...rest, why: "quota" as const },
      { ...rest, channel: "slack" as const, why: "busy" as const },
    ];
    expect(of({ outbox: { ...hub.outbox, resting } })).toEqual(["The quota is used up."]);
    expect(of({ state: "closed" })).toEqual(["has lost its data and refuses everything: restore it"]);
    expect(troublesOf({ state: "not_asked", hub: null, copy }, now)).toEqual(["what is due was not done"]);
    expect(troublesOf({ state: "not_reached", hub: null, copy: null }, now)).toHaveLength(1);
  });
});
