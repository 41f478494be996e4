import { compareKind } from "#durable-objects/compare-job.ts";
import type { Hub } from "#durable-objects/core.ts";
import type { Ctx } from "#packages/core/context.ts";
import { compareJob, type Difference } from "#packages/core/hub-jobs.ts";
import type { JobAnswer } from "#packages/jobs/answer.ts";
import { beginOperation } from "#packages/operations/commands.server.ts";
import { call, type TestProcess, type TestUser } from "./harness.ts";
import { finishJobs } from "./jobs.ts";

/** The tables in which a hub and its copy in D1 differ now: the steps of the comparison, which themselves write nothing. */
export async function differencesOf(hub: Hub): Promise<Difference[]> {
  const { gather, step } = compareKind(hub);
  for (let state = compareJob.first; ; ) {
    // It asks nothing of the context of a command.
    const next = step(null as unknown as Ctx, state, (await gather?.(state)) ?? null);
    if (next.done) return next.state.differences;
    state = next.state;
  }
}

export const differences = (process: TestProcess): Promise<Difference[]> =>
  process.inside(({ engine }) => differencesOf(engine.hub));

/** Sends everything to D1 again, as an operator has it done. */
export async function resync(process: TestProcess): Promise<void> {
  await process.run(beginOperation, { act: "resync" });
  await finishJobs(process);
}

/** Asks for it at the operator's door, and answers the job once it has ended. */
export async function operate(process: TestProcess, act: "compare" | "resync", as: TestUser): Promise<JobAnswer> {
  const begun = await call("POST", `/api/operations/${process.id}/${act}`, { as });
  if (begun.status !== 202) throw new Error(`${begun.status} ${begun.text}`);
  await finishJobs(process);
  const { id } = (begun.body as { job: JobAnswer }).job;
  const ended = await call("GET", `/api/jobs/${id}?processId=${process.id}`, { as });
  return (ended.body as { job: JobAnswer }).job;
}
