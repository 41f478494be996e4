import type { HubDb } from "#packages/core/database.ts";
import { lookup } from "#packages/core/rows.ts";
import { userById } from "#packages/users/queries.server.ts";
import { dutyWords, type OnCallRole } from "./rules.ts";
import { onCallEntries } from "./tables.ts";

export type OnCallEntry = typeof onCallEntries.$inferSelect;

const entriesByDate = lookup(onCallEntries, ["date"]);
const entriesByDateAndRole = lookup(onCallEntries, ["date", "role"]);

/** Who holds which role on a date. */
export function onCallOn(db: HubDb, processId: string, date: string): Map<OnCallRole, string> {
  return new Map(entriesByDate.all(db, processId, { date }).map((entry) => [entry.role, entry.userId]));
}

export const entryAt = (db: HubDb, processId: string, { date, role }: Pick<OnCallEntry, "date" | "role">) =>
  entriesByDateAndRole.one(db, processId, { date, role });

/** “primary on Tue 24 Nov” */
export const dutyOf = ({ role, date }: OnCallEntry): string => dutyWords(role, date);
export const holderOf = (db: HubDb, { processId, userId }: OnCallEntry): string =>
  userById(db, processId, userId)?.name ?? "Somebody";

export const takenBy = (db: HubDb, entry: OnCallEntry): string => `${holderOf(db, entry)} is ${dutyOf(entry)} already.`;
