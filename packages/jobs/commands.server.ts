import type { Actor } from "#packages/core/actor.ts";
import { command } from "#packages/core/command.ts";
import type { HubDb } from "#packages/core/database.ts";
import { errors } from "#packages/core/errors.ts";
import { type Job, tell } from "#packages/core/job-steps.ts";
import { can } from "#packages/core/permissions.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { rowById } from "#packages/core/rows.ts";
import { jobs } from "#packages/core/tables.ts";
import { jobAnswer } from "./answer.ts";
import { JobId } from "./inputs.ts";

/** By the permission of its kind, as the job's row has it: a kind may have gone since. */
export const maySeeJob = (actor: Actor, { permission }: Job): boolean =>
  actor.kind === "system" || can(actor.permissions, permission);

/** A job of a kind that the actor may not see is not there. */
export function jobFor(ctx: { db: HubDb; processId: string; actor: Actor }, id: string): Result<Job> {
  const job = rowById(ctx.db, jobs, ctx.processId, id);
  return job && maySeeJob(ctx.actor, job) ? ok(job) : refuse(errors.notFound("The job"));
}

/** What its steps have done stays done. */
export const cancelJob = command({
  name: "jobs.cancel",
  permission: "jobs.manage",
  audit: { action: "job.cancel", words: "cancelled the job …", entity: "job" },
  input: JobId,
  run(ctx, { id }) {
    const job = jobFor(ctx, id);
    if (!job.ok) return job;
    const { status } = job.value;
    if (status === "cancelled") return ok({ job: jobAnswer(job.value) });
    if (status === "done") return refuse(errors.conflict("The job is done. There is nothing left to cancel."));
    const ended = { runAt: null, endedAt: ctx.now, endedByName: ctx.actor.name } as const;
    const cancelled = ctx.patch(jobs, job.value, { status: "cancelled", ...ended });
    tell(ctx, cancelled, "cancelled", `was cancelled by ${ctx.actor.name}`);
    return ok({ job: jobAnswer(cancelled) });
  },
});

/** A parked job goes on with the step that it was at. */
export const retryJob = command({
  name: "jobs.retry",
  permission: "jobs.manage",
  audit: { action: "job.retry", words: "tried the job … again", entity: "job" },
  input: JobId,
  run(ctx, { id }) {
    const job = jobFor(ctx, id);
    if (!job.ok) return job;
    const { status } = job.value;
    // Pressed twice, or it was only waiting for its next try.
    if (status === "running" && job.value.tries === 0) return ok({ job: jobAnswer(job.value) });
    if (status !== "running" && status !== "parked")
      return refuse(errors.conflict("The job has ended. Begin a new one instead."));
    const fresh = { status: "running", runAt: ctx.now, tries: 0, begins: 0, endedAt: null } as const;
    const running = ctx.patch(jobs, job.value, fresh);
    tell(ctx, running, "retried", `is tried again by ${ctx.actor.name}`);
    return ok({ job: jobAnswer(running) });
  },
});
