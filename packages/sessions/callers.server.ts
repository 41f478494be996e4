import { getTableName } from "drizzle-orm";
import { permissionsFor } from "#packages/core/access.ts";
import type { CallerChecks } from "#packages/core/actor.ts";
import { errors } from "#packages/core/errors.ts";
import type { Module } from "#packages/core/module.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { standingSession } from "./queries.server.ts";
import { sessions } from "./tables.ts";

const ended = "Your session has ended. Sign in again; what you wrote is still on this page.";

export const sessionCallers: Partial<CallerChecks> = {
  user(db, processId, { sid, userId }, now) {
    const standing = standingSession(db, processId, sid, userId, now);
    if (!standing) return refuse(errors.unauthenticated(ended));
    const { id, name, role } = standing.user;
    return ok({ kind: "user", id, name, role, permissions: permissionsFor(db, processId, standing.user) });
  },
};

export const endedSession: Module["endedSession"] = (table, after) =>
  table === getTableName(sessions) && typeof after?.revokedAt === "number" ? String(after.id) : null;
