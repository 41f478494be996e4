import { index, integer, json, processColumns, processKey, sqliteTable, text } from "../columns.ts";
import type { Json } from "../json.ts";
import type { Permission } from "../permissions.ts";

/** Records that were deleted, each under its own id and as it was: for thirty days it can be brought back. */
export const deletedRecords = sqliteTable(
  "deleted_records",
  {
    ...processColumns(),
    kind: text("kind").notNull(),
    /** To bring it back, and so to see that it was here. */
    permission: text("permission").$type<Permission>().notNull(),
    reference: text("reference"),
    title: text("title").notNull(),
    row: json<{ [column: string]: Json }>("row").notNull(),
    reason: text("reason").notNull(),
    deletedAt: integer("deleted_at").notNull(),
    deletedById: text("deleted_by_id"),
    deletedByName: text("deleted_by_name").notNull(),
  },
  (t) => [
    processKey(t),
    index("deleted_records_by_time").on(t.processId, t.deletedAt, t.id),
    index("deleted_records_by_reference").on(t.processId, t.reference),
  ],
);
