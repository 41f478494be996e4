import type { Ctx } from "#packages/core/context.ts";
import { errors, type Refusal } from "#packages/core/errors.ts";
import { can } from "#packages/core/permissions.ts";
import { userById } from "#packages/users/queries.server.ts";
import { actsOnIncidents } from "./acting.server.ts";
import { roleWords } from "./rules.ts";

/** Why an incident can't be given to this person, or null. */
export function assigneeProblem(ctx: Ctx, userId: string | null | undefined): Refusal | null {
  if (!userId) return null;
  const user = userById(ctx.db, ctx.processId, userId);
  if (!user)
    return errors.invalid("Choose somebody of this process's team.", { assignedToId: ["Nobody of this team."] });
  if (!actsOnIncidents(ctx.db, user))
    return errors.invalid(`${user.name} can't act on incidents (${roleWords(user.role)}). Choose somebody who can.`, {
      assignedToId: ["Can't act on incidents."],
    });
  if (!user.isActive)
    return errors.invalid(`${user.name} is not active. Choose somebody else.`, { assignedToId: ["Not active."] });
  return null;
}

/** Taking an incident oneself is part of working it; giving it to others is not. */
export function mayAssign(ctx: Ctx, from: string | null, to: string | null): boolean {
  if (ctx.actor.kind === "system" || can(ctx.actor.permissions, "incidents.assign")) return true;
  const own = ctx.actor.id;
  return to === own || (to === null && from === own);
}
