import { and, eq } from "drizzle-orm";
import { type Actor, type Caller, systemActor } from "#packages/core/actor.ts";
import type { HubDb } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { permissionsOf } from "#packages/core/permissions.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { users } from "#packages/users/tables.ts";
import { sessions } from "./tables.ts";

const ended = "Your session has ended. Sign in again; what you wrote is still on this page.";

/** A session that stands, with its user, or null: revoked, expired, or its person deactivated. */
export function standingSession(db: HubDb, processId: string, sid: string, userId: string, now: number) {
  const session = db
    .select()
    .from(sessions)
    .where(and(eq(sessions.processId, processId), eq(sessions.id, sid)))
    .get();
  if (!session || session.userId !== userId || session.revokedAt !== null || session.expiresAt <= now) return null;
  const user = db
    .select()
    .from(users)
    .where(and(eq(users.processId, processId), eq(users.id, userId)))
    .get();
  return user?.isActive ? { session, user } : null;
}

/** Who the caller is and what they may do, from this hub's own rows: a revoked session is refused from the next command on. */
export function resolveActor(db: HubDb, processId: string, caller: Caller, now: number): Result<Actor> {
  switch (caller.kind) {
    case "system":
      return ok(systemActor(caller.name));
    case "visitor":
      return ok({
        kind: "visitor",
        id: caller.userId,
        name: caller.name,
        role: caller.role,
        permissions: permissionsOf[caller.role],
      });
    case "user": {
      const standing = standingSession(db, processId, caller.sid, caller.userId, now);
      if (!standing) return refuse(errors.unauthenticated(ended));
      const { user } = standing;
      return ok({ kind: "user", id: user.id, name: user.name, role: user.role, permissions: permissionsOf[user.role] });
    }
  }
}
