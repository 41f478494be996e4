import { decodeCursor, pageOf } from "#packages/core/paging.ts";
import { ok } from "#packages/core/result.ts";
import { select } from "#packages/core/rows.ts";
import { jobs } from "#packages/core/tables.ts";
import { view } from "#packages/core/view.ts";
import { jobAnswer } from "./answer.ts";
import { jobFor, maySeeJob } from "./commands.server.ts";
import { JobId, ListJobs } from "./inputs.ts";

/** Newest first: within a process ids sort by time. Of kinds that the person may not see nothing is shown. */
export const listJobs = view({
  name: "jobs.list",
  permission: "jobs.view",
  input: ListJobs,
  run(ctx, input) {
    const cursor = decodeCursor(input.cursor, "id");
    if (!cursor.ok) return cursor;
    const status = input.status === undefined ? [] : [input.status];
    const before = cursor.value === null ? [] : [String(cursor.value.id)];
    const where = `WHERE process_id = ? ${status.length > 0 ? "AND status = ?" : ""} ${before.length > 0 ? "AND id < ?" : ""}`;
    const values = [ctx.processId, ...status, ...before, input.limit + 1];
    const rows = select(ctx.db, jobs, `${where} ORDER BY id DESC LIMIT ?`, values);
    const { page, nextCursor } = pageOf(rows, input.limit, ({ id }) => ({ sort: "id", value: null, id }));
    return ok({ items: page.filter((job) => maySeeJob(ctx.actor, job)).map(jobAnswer), nextCursor });
  },
});

export const getJob = view({
  name: "jobs.get",
  permission: "jobs.view",
  input: JobId,
  run(ctx, { id }) {
    const job = jobFor(ctx, id);
    return job.ok ? ok(jobAnswer(job.value)) : job;
  },
});
