import type { GuardVerdict } from "#packages/core/module.ts";
import { permissionsIn } from "#packages/core/permissions.ts";
import { guardsByName } from "#packages/modules.ts";
import { userById } from "#packages/users/queries.server.ts";
import type { Delivery } from "./batches.ts";
import type { Hub } from "./core.ts";

/** Why a message that is about to be handed over is no longer wanted; null: it is. Throws when its guard breaks. */
export function verdictOn(hub: Hub, delivery: Delivery): GuardVerdict {
  return ownGuard(hub, delivery) ?? recipientGone(hub, delivery);
}

function ownGuard(hub: Hub, { id, guard, guardId, userId, executionId }: Delivery): GuardVerdict {
  if (!guard || !guardId) return null;
  const judge = guardsByName.get(guard);
  if (!judge) throw new Error(`No guard is called ${guard}.`);
  return judge(hub.db, hub.processId, guardId, { id, userId, executionId });
}

/** Holds for every message to a person: who was deactivated, or may not see incidents any more, is told nothing of them. */
function recipientGone({ db, processId }: Hub, { userId, incidentId }: Delivery): string | null {
  if (!userId) return null;
  const user = userById(db, processId, userId);
  if (!user) return "its recipient no longer exists";
  if (!user.isActive) return `${user.name} is no longer active`;
  const mayRead = permissionsIn(processId, user.role).includes("incidents.view");
  return incidentId && !mayRead ? `${user.name} may no longer see incidents` : null;
}
