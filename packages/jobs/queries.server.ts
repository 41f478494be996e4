import { and, desc, eq, lt, or } from "drizzle-orm";
import { decodeCursor, type Page, pageOf } from "#packages/core/paging.ts";
import { listedWithin, type ProcessReader } from "#packages/core/reader.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { jobs } from "#packages/core/tables.ts";
import { type JobAnswer, jobAnswer } from "./answer.ts";
import type { ListJobs } from "./inputs.ts";

/** The jobs of all processes out of D1, newest first: for those who may cross processes, who may see every kind. */
export async function listAllJobs(read: ProcessReader, filter: ListJobs): Promise<Result<Page<JobAnswer>>> {
  const cursor = decodeCursor(filter.cursor, "startedAt");
  if (!cursor.ok) return cursor;
  const after = cursor.value && { at: cursor.value.value ?? 0, id: String(cursor.value.id) };
  const rows = await read.db
    .select()
    .from(jobs)
    .where(
      and(
        listedWithin(read, jobs.processId),
        filter.status && eq(jobs.status, filter.status),
        after ? or(lt(jobs.createdAt, after.at), and(eq(jobs.createdAt, after.at), lt(jobs.id, after.id))) : undefined,
      ),
    )
    .orderBy(desc(jobs.createdAt), desc(jobs.id))
    .limit(filter.limit + 1);
  const placeOf = ({ createdAt, id }: (typeof rows)[number]) => ({ sort: "startedAt", value: createdAt, id });
  const { page, nextCursor } = pageOf(rows, filter.limit, placeOf);
  return ok({ items: page.map(jobAnswer), nextCursor });
}
