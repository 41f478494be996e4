import { index, integer, processColumns, processKey, sqliteTable, text } from "#packages/core/columns.ts";
import type { Role } from "#packages/core/permissions.ts";

/** Somebody from another process in this one: who, by which session of theirs, and until when. */
export const visits = sqliteTable(
  "visits",
  {
    ...processColumns(),
    userId: text("user_id").notNull(),
    name: text("name").notNull(),
    role: text("role").$type<Role>().notNull(),
    /** The session in the visitor's own process; the hub visited does not know it otherwise. */
    sid: text("sid").notNull(),
    expiresAt: integer("expires_at").notNull(),
    endedAt: integer("ended_at"),
    /** Why; null for the operating company's routine. */
    reason: text("reason"),
  },
  (t) => [processKey(t), index("visits_by_session").on(t.sid, t.expiresAt)],
);

export type Visit = typeof visits.$inferSelect;
