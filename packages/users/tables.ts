import { flag, index, processColumns, processKey, sqliteTable, text } from "#packages/core/columns.ts";
import type { Role } from "#packages/core/permissions.ts";

export const users = sqliteTable(
  "users",
  {
    ...processColumns(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: text("role").$type<Role>().notNull(),
    isActive: flag("is_active").notNull(),
    timeZone: text("time_zone"),
  },
  (t) => [
    processKey(t),
    index("users_by_email").on(t.processId, t.email),
    index("users_by_role").on(t.processId, t.role),
  ],
);
