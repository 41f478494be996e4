import { getTableName } from "drizzle-orm";
import { type Actor, type Caller, systemActor } from "#packages/core/actor.ts";
import type { HubDb } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { permissionsIn, permissionsOf } from "#packages/core/permissions.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { rowById } from "#packages/core/rows.ts";
import { userById } from "#packages/users/queries.server.ts";
import { standingVisit } from "#packages/visits/queries.server.ts";
import { sessions } from "./tables.ts";

const ended = "Your session has ended. Sign in again; what you wrote is still on this page.";
const visitOver = "Your visit to this process has ended. Open the page again to enter anew.";

/** A session that stands, with its user, or null: revoked, expired, or its person deactivated. */
export function standingSession(db: HubDb, processId: string, sid: string, userId: string, now: number) {
  const session = rowById(db, sessions, processId, sid);
  if (!session || session.userId !== userId || session.revokedAt !== null || session.expiresAt <= now) return null;
  const user = userById(db, processId, userId);
  return user?.isActive ? { session, user } : null;
}

/** Who the caller is and what they may do, from this hub's own rows: a revoked session is refused from the next command on. */
export function resolveActor(db: HubDb, processId: string, caller: Caller, now: number): Result<Actor> {
  switch (caller.kind) {
    case "system":
      return ok(systemActor(caller.name, caller.for === undefined ? null : userById(db, processId, caller.for)));
    case "visitor": {
      const visit = standingVisit(db, processId, caller, now);
      if (!visit) return refuse(errors.unauthenticated(visitOver));
      const { userId, name, role } = visit;
      return ok({ kind: "visitor", id: userId, name, role, permissions: permissionsOf[role] });
    }
    case "entering": {
      const { userId, name, role } = caller;
      const permissions = permissionsOf[role].filter((permission) => permission === "platform.cross_process");
      return ok({ kind: "visitor", id: userId, name, role, permissions });
    }
    case "user": {
      const standing = standingSession(db, processId, caller.sid, caller.userId, now);
      if (!standing) return refuse(errors.unauthenticated(ended));
      const { user } = standing;
      const permissions = permissionsIn(processId, user.role);
      return ok({ kind: "user", id: user.id, name: user.name, role: user.role, permissions });
    }
  }
}

/** Whether a changed row is a session that has just ended: its sockets are closed. */
export const isEndedSession = (table: string, row: { [column: string]: unknown } | null): boolean =>
  table === getTableName(sessions) && typeof row?.revokedAt === "number";
