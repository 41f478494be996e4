import { toIso, toIsoOrNull } from "#packages/core/clock.ts";
import type { Job } from "#packages/core/job-steps.ts";

/** As the API and the pages show it: without what its steps hand on to each other. */
export const jobAnswer = (job: Job) => ({
  id: job.id,
  processId: job.processId,
  kind: job.kind,
  label: job.label,
  status: job.status,
  progress: { done: job.done, total: job.total },
  said: job.said,
  result: job.result,
  /** Of the last failure, until a step succeeds. */
  error: job.error,
  tries: job.tries,
  about: job.aboutKind !== null && job.aboutId !== null ? { kind: job.aboutKind, id: job.aboutId } : null,
  startedBy: { id: job.startedById, name: job.startedByName },
  startedAt: toIso(job.createdAt),
  nextStepAt: toIsoOrNull(job.runAt),
  endedAt: toIsoOrNull(job.endedAt),
  /** Who cancelled it. */
  endedBy: job.endedByName,
});
export type JobAnswer = ReturnType<typeof jobAnswer>;
