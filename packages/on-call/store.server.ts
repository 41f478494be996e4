import type { HubDb } from "#packages/core/database.ts";
import { lookup } from "#packages/core/rows.ts";
import type { OnCallRole } from "./rules.ts";
import { onCallEntries } from "./tables.ts";

const entriesByDate = lookup(onCallEntries, ["date"]);

/** Who holds which role on a date. */
export function onCallOn(db: HubDb, processId: string, date: string): Map<OnCallRole, string> {
  return new Map(entriesByDate.all(db, processId, { date }).map((entry) => [entry.role, entry.userId]));
}
