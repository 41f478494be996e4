import type { JobStatus } from "#packages/core/job.ts";

/** What can be done about a job, in the words of its buttons. */
export function jobActs({ status, tries }: { status: JobStatus; tries: number }): { act: JobAct; verb: string }[] {
  const cancel = { act: "cancel", verb: "Cancel" } as const;
  const retry = { act: "retry", verb: "Try again" } as const;
  if (status === "parked") return [retry, cancel];
  if (status === "running") return tries > 0 ? [retry, cancel] : [cancel];
  return [];
}

export const jobActNames = ["cancel", "retry"] as const;
export type JobAct = (typeof jobActNames)[number];

const figure = (value: number) => value.toLocaleString("en");

/** `1,200 of 4,000`, or without a known end only how many were done. */
export const jobProgress = ({ done, total }: { done: number; total: number | null }): string =>
  total === null ? figure(done) : `${figure(Math.min(done, total))} of ${figure(total)}`;
