import { and, asc, eq } from "drizzle-orm";
import type { HubDb } from "#packages/core/context.ts";
import { credentials, users } from "./tables.ts";

export type User = typeof users.$inferSelect;

export const userById = (db: HubDb, processId: string, id: string): User | null =>
  db
    .select()
    .from(users)
    .where(and(eq(users.processId, processId), eq(users.id, id)))
    .get() ?? null;

export const usersOf = (db: HubDb, processId: string): User[] =>
  db.select().from(users).where(eq(users.processId, processId)).orderBy(asc(users.name)).all();

/** Those who work the process: whom incidents are told to and can be assigned to. Clients and growth are not among them. */
export const teamOf = (db: HubDb, processId: string): User[] =>
  usersOf(db, processId).filter((user) => user.isActive && user.role !== "client" && user.role !== "growth");

export const credentialOf = (db: HubDb, processId: string, userId: string) =>
  db
    .select()
    .from(credentials)
    .where(and(eq(credentials.processId, processId), eq(credentials.id, userId)))
    .get() ?? null;
