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

/** Hub only: tries to sign in, per address (as a digest), for the lock-out. Anybody can make one, so none is kept for long. */
export const signInAttempts = sqliteTable(
  "hub_sign_in_attempts",
  { ...processColumns(), failures: integer("failures").notNull(), lockedUntil: integer("locked_until") },
  (t) => [processKey(t), index("hub_sign_in_attempts_by_time").on(t.updatedAt)],
);
