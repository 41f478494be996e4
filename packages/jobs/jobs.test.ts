import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { Ctx } from "#packages/core/context.ts";
import { figure } from "#packages/core/gauge.ts";
import { jobKind, mostBegins, mostTries } from "#packages/core/job.ts";
import { counters } from "#packages/core/tables.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { kill, minute, second, TestClock } from "#tests/support/bad-days.ts";
import { call, TestProcess, type TestUser } from "#tests/support/harness.ts";
import { makeSteps, startJob, teach, waiting } from "#tests/support/jobs.ts";
import { FakeResend } from "#tests/support/mail.ts";
import { openSocket } from "#tests/support/socket.ts";
import type { JobAnswer } from "./answer.ts";

const Counting = z.strictObject({ at: z.number(), to: z.number() });
/** What the kinds below do beside counting; a test sets it. */
const fate: { step: (at: number, ctx: Ctx) => void; gather: () => Promise<number> } = {
  step: () => {},
  gather: async () => 7,
};

/** Each step writes a row, so that what a crash leaves can be told from what it took away. */
const counting = jobKind<z.infer<typeof Counting>>({
  name: "test.counting",
  label: "Counting",
  permission: "audit.view",
  state: Counting,
  step(ctx, { at, to }) {
    ctx.put(counters, { id: `counted:${at}`, value: at });
    fate.step(at, ctx);
    const done = at + 1 === to;
    return {
      state: { at: at + 1, to },
      done,
      progress: { done: at + 1, total: to },
      ...(done ? { said: `${to} were counted.`, result: { to } } : {}),
    };
  },
});
const reading = jobKind<null>({
  name: "test.reading",
  label: "Reading",
  permission: "audit.view",
  state: z.null(),
  gather: () => fate.gather(),
  step: (_ctx, _state, gathered) => ({ state: null, done: true, result: gathered }),
});

describe("jobs", () => {
  let time: TestClock;
  let process: TestProcess;
  let admin: TestUser;

  beforeEach(async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    vi.spyOn(console, "log").mockImplementation(() => {});
    fate.step = () => {};
    fate.gather = async () => 7;
    new FakeResend().install();
    time = new TestClock();
    process = await TestProcess.create();
    admin = await process.user("admin", { name: "Asha" });
    await teach(process, counting, reading, waiting);
  });
  afterEach(() => vi.restoreAllMocks());

  const begin = (kind: string, state: unknown = null) => startJob(process, kind, state, admin.caller);
  /** Rings until one step was made: at some alarms it is the turn of the hub's other chores. */
  const oneStep = async () => {
    const made = async () => (await process.sql("SELECT sum(2 * steps + begins) AS n FROM jobs"))[0]?.n;
    for (const before = await made(); before === (await made()); ) await process.alarm();
  };
  const steps = () => makeSteps(process, () => time.now);
  const get = async (id: string, as = admin) => call("GET", `/api/jobs/${id}`, { as });
  const job = async (id: string) => ((await get(id)).body as { job: JobAnswer }).job;
  const post = (id: string, act: string, as = admin) => call("POST", `/api/jobs/${id}/${act}`, { as });
  const counted = async () => (await process.sql("SELECT id FROM counters WHERE id LIKE 'counted:%'")).length;
  const told = async (id: string) =>
    (await process.sql("SELECT summary FROM events WHERE entity_id = ? ORDER BY seq", id)).map((row) => row.summary);

  it("go step by step to their end: only beginning and end are events, and what the steps do is in the log", async () => {
    const id = await begin("test.counting", { at: 0, to: 5 });
    expect(await job(id)).toMatchObject({ status: "running", startedBy: { name: "Asha" }, progress: { done: 0 } });
    await steps();
    expect(await job(id)).toMatchObject({
      status: "done",
      progress: { done: 5, total: 5 },
      said: "5 were counted.",
      result: { to: 5 },
      nextStepAt: null,
    });
    expect(await counted()).toBe(5);
    expect(await told(id)).toEqual(["Asha began “Counting”", "“Counting” finished: 5 were counted."]);
    // The first step's row and the last: steps that only count are bookkeeping.
    const rows = await process.sql("SELECT actor_name FROM audit WHERE action = 'test.counting'");
    expect(rows).toEqual([{ actor_name: "Asha" }]);
    await process.settle();
    const across = await call("GET", "/api/jobs?limit=1", { as: admin });
    expect(across.body).toMatchObject({ items: [{ id, label: "Counting" }], nextCursor: null });
  });

  it("lets what is due and whoever asks go first, and takes turns among themselves", async () => {
    const order: string[] = [];
    const reminders = "SELECT count(*) AS n FROM messages WHERE event = 'incident.unattended'";
    fate.step = (at, ctx) => void order.push(`step ${at} after ${figure(ctx.db, reminders, [])}`);
    await begin("test.counting", { at: 0, to: 2 });
    time.now += 1;
    await begin("test.counting", { at: 100, to: 102 });
    const run = async () => {
      const before = await process.sql("SELECT steps FROM jobs");
      await process.run(createIncident, { title: "Down", severity: "SEV4" });
      // No command made a step.
      expect(await process.sql("SELECT steps FROM jobs")).toEqual(before);
      await oneStep();
    };
    for (let n = 0; n < 4; n += 1) await run();
    // At one alarm what had fallen due comes first.
    time.now += 31 * minute;
    for (let n = 0; n < 2; n += 1) await oneStep();
    expect(order).toEqual(["step 0 after 0", "step 100 after 0", "step 1 after 4", "step 101 after 4"]);
  });

  it("tell how far they are to those who may see them, and to nobody else", async () => {
    const viewer = await process.user("viewer");
    const [seen, unseen] = [await openSocket(admin), await openSocket(viewer)];
    await begin("test.counting", { at: 0, to: 3 });
    for (let n = 0; n < 4; n += 1) {
      time.now += second;
      await oneStep();
    }
    const frames = (from: typeof seen) =>
      from.frames
        .map((frame) => JSON.parse(frame) as { type: string; progress: unknown })
        .filter(({ type }) => type === "job");
    await vi.waitFor(() => expect(frames(seen)).toHaveLength(3));
    const told = [1, 2, 3].map((done) => ({ done, total: 3 }));
    expect(frames(seen).map(({ progress }) => progress)).toEqual(told);
    expect(frames(unseen)).toEqual([]);
  });

  it("go on after a crash with the step that they were at, which is not made twice", async () => {
    const id = await begin("test.counting", { at: 0, to: 4 });
    for (let n = 0; n < 2; n += 1) await oneStep();
    expect(await counted()).toBe(1);
    await kill(process);
    await teach(process, counting);
    await steps();
    expect(await job(id)).toMatchObject({ status: "done", progress: { done: 4, total: 4 } });
    expect(await counted()).toBe(4);
  });

  it("are given up, and not for ever begun, when a step stops the whole hub", async () => {
    const id = await begin("test.counting", { at: 0, to: 4 });
    for (let life = 0; life < mostBegins; life += 1) {
      await oneStep();
      await kill(process);
      await teach(process, counting);
    }
    await steps();
    expect(await job(id)).toMatchObject({ status: "parked", progress: { done: 0 } });
    expect((await job(id)).error).toContain("stopped in the middle");
    expect(await counted()).toBe(0);
  });

  it("are tried again, ever more slowly, then parked with the error until somebody tries again", async () => {
    fate.step = (at) => {
      if (at === 1) throw new Error("The shelf is empty.\nparams: secret");
    };
    const id = await begin("test.counting", { at: 0, to: 3 });
    await steps();
    expect(await job(id)).toMatchObject({ status: "running", tries: 1, error: "The shelf is empty." });
    expect(await job(id)).toMatchObject({ nextStepAt: new Date(time.now + second).toISOString() });
    for (let n = 1; n < mostTries; n += 1) {
      time.now += 5 * minute;
      await steps();
    }
    expect(await job(id)).toMatchObject({ status: "parked", tries: mostTries, nextStepAt: null });
    expect(await counted()).toBe(1);
    fate.step = () => {};
    expect((await post(id, "retry")).body).toMatchObject({ job: { status: "running" } });
    await steps();
    expect(await job(id)).toMatchObject({ status: "done", error: null });
    expect(await told(id)).toEqual([
      "Asha began “Counting”",
      "“Counting” was given up: The shelf is empty.",
      "“Counting” is tried again by Asha",
      "“Counting” finished: 3 were counted.",
    ]);
    expect((await post(id, "retry")).status).toBe(409);
  });

  it("are cancelled by name, also between reading and writing, and make no further step", async () => {
    const { promise, resolve: arrive } = Promise.withResolvers<number>();
    let asked = false;
    fate.gather = () => {
      asked = true;
      return promise;
    };
    const id = await begin("test.reading");
    await oneStep();
    while (!asked) await process.alarm();
    expect((await post(id, "cancel")).body).toMatchObject({ job: { status: "cancelled", endedBy: "Asha" } });
    expect((await post(id, "cancel")).status).toBe(200);
    await process.inside(async ({ engine }) => {
      arrive(8);
      await engine.idle();
    });
    expect(await job(id)).toMatchObject({ status: "cancelled", result: null });
    expect((await post(id, "retry")).status).toBe(409);
    expect(await told(id)).toEqual(["Asha began “Reading”", "“Reading” was cancelled by Asha"]);
  });

  it("hand what was read from elsewhere to the step, and try again when it could not be read", async () => {
    fate.gather = () => Promise.reject(new Error("D1 is away"));
    const id = await begin("test.reading");
    await steps();
    expect(await job(id)).toMatchObject({ status: "running", tries: 1, error: "D1 is away" });
    // Also after what came between two turns the alarm stands at the next step.
    const alarmAt = await process.inside((_hub, { storage }) => storage.getAlarm());
    expect(alarmAt).toBeLessThanOrEqual(time.now + second);
    fate.gather = async () => 9;
    time.now += second;
    await steps();
    expect(await job(id)).toMatchObject({ status: "done", result: 9 });
  });

  it("are one of a kind where they are begun so, and of no kind that the product no longer has", async () => {
    const once = () => startJob(process, "test.waiting", null, admin.caller, true);
    const id = await once();
    expect(await once()).toBe(id);
    await kill(process);
    await makeSteps(process, () => time.now);
    expect(await job(id)).toMatchObject({ status: "parked" });
    expect((await job(id)).error).toContain("no longer has");
  });

  it("are closed to other roles and other processes, and each kind to who may not see it", async () => {
    const id = await begin("test.counting", { at: 0, to: 2 });
    const operator = await process.user("operator");
    for (const answer of [
      await get(id, operator),
      await post(id, "cancel", operator),
      await post(id, "retry", operator),
    ])
      expect(answer.status).toBe(403);
    const other = await (await TestProcess.create()).user("admin");
    for (const answer of [await get(id, other), await post(id, "cancel", other), await post(id, "retry", other)])
      expect(answer.status).toBe(404);
    expect((await job(id)).status).toBe("running");
  });
});
