import type { HubDb } from "#packages/core/database.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { lookup, rowById } from "#packages/core/rows.ts";
import { storedProcess, tenantBy } from "#packages/processes/queries.server.ts";
import type { Choice } from "./rules.ts";
import { accounts, credentials, memberships } from "./tables.ts";

export type Account = typeof accounts.$inferSelect;
export type Membership = typeof memberships.$inferSelect;

const byEmail = lookup(accounts, ["email"]);
export const accountByEmail = (db: HubDb, processId: string, email: string): Account | null =>
  byEmail.one(db, processId, { email });
export const accountById = (db: HubDb, processId: string, id: string): Account | null =>
  rowById(db, accounts, processId, id);

export const credentialOf = (db: HubDb, processId: string, accountId: string) =>
  rowById(db, credentials, processId, accountId);

const byAccount = lookup(memberships, ["accountId"]);
/** Active or not. */
export const membershipsOf = (db: HubDb, processId: string, accountId: string): Membership[] =>
  byAccount.all(db, processId, { accountId });
export const membershipOfUser = (db: HubDb, processId: string, userId: string): Membership | null =>
  rowById(db, memberships, processId, userId);

/** The processes that an account may enter, by name. */
export function choicesOf(db: HubDb, processId: string, accountId: string): Choice[] {
  return membershipsOf(db, processId, accountId)
    .filter(({ isActive }) => isActive)
    .flatMap(({ memberOf }) => named(db, processId, memberOf) ?? [])
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** The platform is a process, too, and in no directory. */
function named(db: HubDb, processId: string, memberOf: string): Choice | null {
  const isPlatform = memberOf === platformProcess;
  const process = isPlatform ? storedProcess(db, processId) : tenantBy(db, processId, { by: "id", value: memberOf });
  return process && { id: process.id, slug: process.slug, name: process.name };
}
