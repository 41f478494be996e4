import { z } from "zod";
import { addOwnJobs } from "#durable-objects/jobs.ts";
import type { Caller } from "#packages/core/actor.ts";
import { clock, minute } from "#packages/core/clock.ts";
import { command } from "#packages/core/command.ts";
import { type JobKind, jobKind } from "#packages/core/job.ts";
import { ok } from "#packages/core/result.ts";
import type { TestProcess } from "./harness.ts";

const Start = z.strictObject({ kind: z.string(), state: z.json(), once: z.boolean() });

const startOf = (kinds: ReadonlyMap<string, JobKind>) =>
  command<z.infer<typeof Start>, string>({
    name: "test.start",
    permission: "anyone_signed_in",
    audit: { action: "test.start", words: "began …", entity: "job" },
    input: Start,
    run(ctx, { kind: name, state, once }) {
      const kind = kinds.get(name);
      if (!kind) throw new Error(`This hub was not taught ${name}.`);
      return ok(ctx.start(kind, state, once ? { once } : {}));
    },
  });

/** Teaches a hub kinds of job of a test, and a command that begins one. What it is taught ends with the hub's life. */
export const teach = (process: TestProcess, ...kinds: JobKind[]): Promise<void> =>
  process.inside(({ engine: { hub } }) => {
    addOwnJobs(hub, kinds);
    hub.ownCommands.set("test.start", startOf(hub.ownJobs));
  });

/** Begins a job that the process's hub was taught, and answers its id. */
export const startJob = (process: TestProcess, kind: string, state: unknown = null, caller?: Caller, once = false) =>
  process.run(startOf(new Map()), { kind, state, once }, caller);

/** Does nothing, for as long as anybody looks. */
export const waiting = jobKind<null>({
  name: "test.waiting",
  label: "Waiting",
  permission: "jobs.view",
  state: z.null(),
  step: () => ({ state: null, done: false, againMs: 3_600_000 }),
});

/** Rings the process's alarm until no job of it has a step due. */
export async function makeSteps(process: TestProcess, now: () => number = Date.now): Promise<void> {
  const due = "SELECT count(*) AS n FROM jobs WHERE run_at <= ?";
  while ((await process.sql<{ n: number }>(due, now()))[0]?.n) {
    await process.alarm();
    await process.inside(({ engine }) => engine.idle());
  }
}

/** Makes every step that a process's jobs have left, without the waits of less than five minutes between them. */
export const finishJobs = (process: TestProcess): Promise<void> =>
  process.inside(async ({ engine }) => {
    const { sql, processId } = engine.hub;
    const soon = () => clock.now() + 5 * minute;
    while (
      sql.exec("SELECT 1 FROM jobs WHERE process_id = ? AND run_at < ? LIMIT 1", processId, soon()).toArray().length > 0
    ) {
      sql.exec("UPDATE jobs SET run_at = 0 WHERE process_id = ? AND run_at < ?", processId, soon());
      engine.alarm();
      await engine.idle();
    }
  });
