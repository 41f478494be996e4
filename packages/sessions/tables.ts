import { index, integer, processColumns, processKey, sqliteTable, text } from "#packages/core/columns.ts";

export const sessions = sqliteTable(
  "sessions",
  {
    ...processColumns(),
    userId: text("user_id").notNull(),
    expiresAt: integer("expires_at").notNull(),
    revokedAt: integer("revoked_at"),
    revokedWhy: text("revoked_why"),
    ip: text("ip"),
    userAgent: text("user_agent"),
  },
  (t) => [processKey(t), index("sessions_by_user").on(t.processId, t.userId)],
);
