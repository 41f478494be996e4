import type { HubDb } from "#packages/core/database.ts";
import { rowById } from "#packages/core/rows.ts";
import { userById } from "#packages/users/queries.server.ts";
import { sessions } from "./tables.ts";

/** A session that stands, with its user, or null: revoked, expired, or its person deactivated. */
export function standingSession(db: HubDb, processId: string, sid: string, userId: string, now: number) {
  const session = rowById(db, sessions, processId, sid);
  if (!session || session.userId !== userId || session.revokedAt !== null || session.expiresAt <= now) return null;
  const user = userById(db, processId, userId);
  return user?.isActive ? { session, user } : null;
}
