import { vi } from "vitest";
import { env } from "#tests/support/env.ts";
import type { Sent } from "./sql.ts";

/** Every statement of the app with the values bound to it; the hub's mirror has a handle of its own. */
export function listen(): Sent[] {
  const sent: Sent[] = [];
  const hear = (db: Pick<D1Database, "prepare">) => {
    const prepare = db.prepare.bind(db);
    vi.spyOn(db, "prepare").mockImplementation((sql) => {
      const statement = prepare(sql);
      const bind = statement.bind.bind(statement);
      vi.spyOn(statement, "bind").mockImplementation((...values) => {
        sent.push({ sql, values });
        return bind(...values);
      });
      return statement;
    });
  };
  hear(env.DB);
  const withSession = env.DB.withSession.bind(env.DB);
  vi.spyOn(env.DB, "withSession").mockImplementation((from) => {
    const session = withSession(from);
    hear(session);
    return session;
  });
  return sent;
}

export const incidentFilters = [
  {},
  { status: "open,acknowledged,in_progress" },
  { status: "resolved", sortBy: "updatedAt", sortOrder: "asc" },
  { severity: "SEV1,SEV2", sortBy: "severity" },
  { priority: "high", sortBy: "priority" },
  { tag: "vip" },
  { attention: "unattended" },
  { attention: "unattended,taken", status: "open,in_progress" },
  { attention: "unacknowledged", sortBy: "updatedAt", tag: "vip" },
  { status: "resolved" },
  { status: "acknowledged" },
  { sortBy: "attention", openedFrom: "2026-01-01T00:00:00Z" },
  { assignedToId: "none" },
  { assignedToId: "me", sortBy: "number" },
  { source: "manual", openedFrom: "2026-01-01T00:00:00Z", openedTo: "9999-12-31T23:59:59Z" },
  { q: "payments" },
  { limit: "1" },
] as Record<string, string>[];
