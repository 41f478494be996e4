import { type Holder, permissionsFor } from "#packages/core/access.ts";
import type { HubDb } from "#packages/core/database.ts";
import { part } from "#packages/core/part.ts";
import { can } from "#packages/core/permissions.ts";
import { userKind } from "#packages/users/entity.server.ts";
import type { User } from "#packages/users/queries.server.ts";
import { roleWords } from "./rules.ts";

/** Whether somebody can be paged, put on call and given incidents: they may acknowledge and work on them here. */
export const actsOnIncidents = (db: HubDb, person: Holder & { processId: string }): boolean =>
  can(permissionsFor(db, person.processId, person), "incidents.update");

/** Why somebody who stands in a rota or a chain is not paged, or null. */
export function notPagedWords(db: HubDb, person: Holder & { processId: string; isActive: boolean }): string | null {
  if (!person.isActive) return "not active";
  return actsOnIncidents(db, person) ? null : `can't act on incidents: ${roleWords(person.role)}`;
}

/** Of each of a process's people. */
export const canActPart = part({
  of: userKind.kind,
  name: "canAct",
  permission: "members.view",
  read: ({ db }, user: User) => actsOnIncidents(db, user),
});
