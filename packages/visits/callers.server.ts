import { permissionsFor } from "#packages/core/access.ts";
import type { CallerChecks } from "#packages/core/actor.ts";
import { errors } from "#packages/core/errors.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { standingVisit } from "./queries.server.ts";

const visitOver = "Your visit to this process has ended. Open the page again to enter anew.";

/** Visitors come from the platform, and may here what their role there lets them. */
const heldIn = platformProcess;

export const visitCallers: Partial<CallerChecks> = {
  visitor(db, processId, caller, now) {
    const visit = standingVisit(db, processId, caller, now);
    if (!visit) return refuse(errors.unauthenticated(visitOver));
    const { userId, name, role } = visit;
    return ok({
      kind: "visitor",
      id: userId,
      name,
      role,
      permissions: permissionsFor(db, processId, { role, heldIn }),
    });
  },
  entering(db, processId, { userId, name, role }) {
    const all = permissionsFor(db, processId, { role, heldIn });
    const permissions = all.filter((permission) => permission === "platform.cross_process");
    return ok({ kind: "visitor", id: userId, name, role, permissions });
  },
};
