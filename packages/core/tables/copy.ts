import { index, integer, json, primaryKey, processColumns, processKey, sqliteTable, text } from "../columns.ts";
import type { Json } from "../json.ts";

/** Counts and number sequences, kept by the commands that change what they count. */
export const counters = sqliteTable("counters", { ...processColumns(), value: integer("value").notNull() }, (t) => [
  processKey(t),
]);

/** Rows that were removed: a late upsert may not bring them back. */
export const tombstones = sqliteTable(
  "tombstones",
  {
    processId: text("process_id").notNull(),
    tableName: text("table_name").notNull(),
    rowId: text("row_id").notNull(),
    rev: integer("rev").notNull(),
    /** When it was removed. */
    at: integer("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.processId, t.tableName, t.rowId] }),
    index("tombstones_by_time").on(t.processId, t.at),
  ],
);

/** D1 only: when each hub is next due, how far its mirror is and how it does; what is asked of all hubs without waking one. */
export const processClocks = sqliteTable(
  "process_clocks",
  {
    processId: text("process_id").primaryKey(),
    rev: integer("rev").notNull(),
    nextDueAt: integer("next_due_at"),
    lastSeq: integer("last_seq").notNull(),
    flushedAt: integer("flushed_at").notNull(),
    /** Channels that take no messages for more than a moment; null: none. */
    resting: json<Json[]>("resting"),
    /** Figures of the process as they were then, by name: what can be known of a hub without waking it. */
    gauges: json<Record<string, number>>("gauges").notNull(),
    /** When D1 last let go of what is older than it keeps. */
    keptAt: integer("kept_at").notNull().default(0),
  },
  (t) => [index("process_clocks_due").on(t.nextDueAt), index("process_clocks_by_kept").on(t.keptAt)],
);
