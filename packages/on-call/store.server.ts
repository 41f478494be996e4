import { and, eq } from "drizzle-orm";
import type { HubDb } from "#packages/core/context.ts";
import type { OnCallRole } from "./rules.ts";
import { onCallEntries } from "./tables.ts";

/** Who holds which role on a date. */
export function onCallOn(db: HubDb, processId: string, date: string): Map<OnCallRole, string> {
  const entries = db
    .select()
    .from(onCallEntries)
    .where(and(eq(onCallEntries.processId, processId), eq(onCallEntries.date, date)))
    .all();
  return new Map(entries.map((entry) => [entry.role, entry.userId]));
}
