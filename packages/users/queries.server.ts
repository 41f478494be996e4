import type { HubDb } from "#packages/core/context.ts";
import { can, permissionsIn } from "#packages/core/permissions.ts";
import { lookup, rowById } from "#packages/core/rows.ts";
import { credentials, users } from "./tables.ts";

export type User = typeof users.$inferSelect;

export const userById = (db: HubDb, processId: string, id: string): User | null => rowById(db, users, processId, id);

const byEmail = lookup(users, ["email"]);
export const userByEmail = (db: HubDb, processId: string, email: string): User | null =>
  byEmail.one(db, processId, { email });

const everybody = lookup(users, [], ["name"]);
export const usersOf = (db: HubDb, processId: string): User[] => everybody.all(db, processId, {});

/** Those who may read incidents: whom they are told to. Clients and growth are not among them. */
export const teamOf = (db: HubDb, processId: string): User[] =>
  usersOf(db, processId).filter((user) => user.isActive && can(permissionsIn(processId, user.role), "incidents.view"));

const byRole = lookup(users, ["role"], ["name"]);
/** Active or not. */
export const managersOf = (db: HubDb, processId: string): User[] => byRole.all(db, processId, { role: "manager" });

/** Those who run the product, on the platform's hub: whom its own troubles are told to. */
export const superAdminsOf = (db: HubDb, processId: string): User[] =>
  usersOf(db, processId).filter((user) => user.isActive && user.role === "super_admin");

export const credentialOf = (db: HubDb, processId: string, userId: string) =>
  rowById(db, credentials, processId, userId);
