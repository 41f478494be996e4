import { sql } from "drizzle-orm";
import { index, integer, json, processColumns, processKey, sqliteTable, text } from "../columns.ts";
import type { JobStatus } from "../job.ts";
import type { Json } from "../json.ts";
import type { Permission } from "../permissions.ts";

/** Something long, done in steps. While it runs, `runAt` says when its next step is due; the hub makes no timers for it. */
export const jobs = sqliteTable(
  "jobs",
  {
    ...processColumns(),
    kind: text("kind").notNull(),
    /** Of its kind, as it was when it began. */
    label: text("label").notNull(),
    permission: text("permission").$type<Permission>().notNull(),
    state: json<Json>("state"),
    status: text("status").$type<JobStatus>().notNull(),
    /** Steps made. */
    steps: integer("steps").notNull(),
    runAt: integer("run_at"),
    /** Failures of the present step in a row. */
    tries: integer("tries").notNull(),
    /** Lives of the hub that have begun the present step. The hub writes it by itself. */
    begins: integer("begins").notNull(),
    done: integer("done").notNull(),
    total: integer("total"),
    said: text("said"),
    result: json<Json>("result"),
    error: text("error"),
    aboutKind: text("about_kind"),
    aboutId: text("about_id"),
    startedById: text("started_by_id"),
    startedByName: text("started_by_name").notNull(),
    endedAt: integer("ended_at"),
    /** Who cancelled it. */
    endedByName: text("ended_by_name"),
  },
  (t) => [
    processKey(t),
    index("jobs_due").on(t.processId, t.runAt, t.id).where(sql`run_at IS NOT NULL`),
    index("jobs_by_status").on(t.processId, t.status, t.id),
    index("d1_jobs_across").on(t.createdAt, t.id),
  ],
);
