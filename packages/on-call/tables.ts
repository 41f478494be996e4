import { index, processColumns, processKey, sqliteTable, text } from "#packages/core/columns.ts";
import type { OnCallRole } from "./rules.ts";

export const onCallEntries = sqliteTable(
  "on_call_entries",
  {
    ...processColumns(),
    userId: text("user_id").notNull(),
    role: text("role").$type<OnCallRole>().notNull(),
    /** Calendar date in the process's zone. */
    date: text("date").notNull(),
  },
  (t) => [processKey(t), index("on_call_entries_by_date").on(t.processId, t.date, t.role)],
);
