import { index, integer, json, processColumns, processKey, sqliteTable, text } from "#packages/core/columns.ts";
import type { ErrorSample } from "./rules.ts";

/** Unexpected errors of the whole product, one row per fingerprint. Kept by the platform's hub only. */
export const errorGroups = sqliteTable(
  "error_groups",
  {
    ...processColumns(),
    kind: text("kind").notNull(),
    release: text("release").notNull(),
    count: integer("count").notNull(),
    firstAt: integer("first_at").notNull(),
    lastAt: integer("last_at").notNull(),
    /** The minute that `inMinute` counts, in minutes since 1970. */
    minute: integer("minute").notNull(),
    inMinute: integer("in_minute").notNull(),
    toldAt: integer("told_at"),
    sample: json<ErrorSample>("sample").notNull(),
  },
  (t) => [processKey(t), index("error_groups_by_time").on(t.processId, t.lastAt, t.id)],
);
