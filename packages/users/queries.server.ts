import type { HubDb } from "#packages/core/database.ts";
import { lookup, rowById, rowsByIds } from "#packages/core/rows.ts";
import { users } from "./tables.ts";

export type User = typeof users.$inferSelect;

export const userById = (db: HubDb, processId: string, id: string): User | null => rowById(db, users, processId, id);

export const usersByIds = (db: HubDb, processId: string, ids: readonly string[]): Map<string, User> =>
  rowsByIds(db, users, processId, ids);

const byEmail = lookup(users, ["email"]);
export const userByEmail = (db: HubDb, processId: string, email: string): User | null =>
  byEmail.one(db, processId, { email });

const everybody = lookup(users, [], ["name"]);
export const usersOf = (db: HubDb, processId: string): User[] => everybody.all(db, processId, {});

const byRole = lookup(users, ["role"], ["name"]);
/** Active or not. */
export const managersOf = (db: HubDb, processId: string): User[] => byRole.all(db, processId, { role: "manager" });

/** Those who run the product, on the platform's hub: whom its own troubles are told to. */
export const superAdminIds = (db: HubDb, processId: string): string[] =>
  byRole.all(db, processId, { role: "super_admin" }).map(({ id }) => id);
