import { z } from "zod";
import { jobStatuses } from "#packages/core/job.ts";
import { pageInput } from "#packages/core/paging.ts";
import { id } from "#packages/core/text.ts";

export const ListJobs = z.object({ status: z.enum(jobStatuses).optional(), ...pageInput });
export type ListJobs = z.infer<typeof ListJobs>;

export const JobId = z.strictObject({ id });
