import { and, eq, sql } from "drizzle-orm";
import { countedUnder } from "#packages/core/counters.ts";
import type { HubDb } from "#packages/core/database.ts";
import { lookup, rowById, select } from "#packages/core/rows.ts";
import { urgencyBounds } from "./attention.ts";
import { activeStatuses, incidentsCounted, type Severity, severities } from "./rules.ts";
import { type Incident, incidents } from "./tables.ts";

export type { Incident };

const incidentsByNumber = lookup(incidents, ["number"]);

/** By id, by `MOMO-142`, or by the number alone. */
export function findIncident(db: HubDb, processId: string, reference: string): Incident | null {
  const number = /^(?:[A-Z][A-Z0-9]*-)?(\d{1,9})$/i.exec(reference)?.[1];
  if (number === undefined) return rowById(db, incidents, processId, reference);
  const found = incidentsByNumber.one(db, processId, { number: Number(number) });
  const spelled = /^[A-Z][A-Z0-9]*-\d+$/i.test(reference);
  return found && spelled && found.reference.toLowerCase() !== reference.toLowerCase() ? null : found;
}

/** Many by one query: one query for each of 200 matches costs more than the search that found them. */
export function incidentsByIds(db: HubDb, processId: string, ids: string[]): Map<string, Incident> {
  const among = sql`${incidents.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  const rows = db
    .select()
    .from(incidents)
    .where(and(eq(incidents.processId, processId), among))
    .all();
  return new Map(rows.map((row) => [row.id, row]));
}

/** What is not resolved, in the default order. */
export const activeOf = (db: HubDb, processId: string, limit: number): Incident[] =>
  select(db, incidents, "WHERE process_id = ? AND urgency_rank < ? ORDER BY urgency_rank, id LIMIT ?", [
    processId,
    urgencyBounds("done").from,
    limit,
  ]);

/** How many there are on which nobody works and for which nobody will be paged. */
export function unattendedCount(db: HubDb, processId: string): number {
  const query = "SELECT count(*) AS n FROM incidents WHERE process_id = ? AND urgency_rank < ?";
  return db.$client.sql.exec<{ n: number }>(query, processId, urgencyBounds("unattended").below).one().n;
}

/** When the oldest was opened that is not resolved. */
export const oldestOpen = (db: HubDb, processId: string): number | null =>
  select(db, incidents, "WHERE process_id = ? AND is_active = 1 ORDER BY opened_at LIMIT 1", [processId])[0]
    ?.openedAt ?? null;

/** How many are not resolved, by severity, from the counters. */
export function activeCounts(db: HubDb, processId: string): Record<Severity, number> {
  const counted = countedUnder(db, processId, incidentsCounted);
  const of = (severity: Severity) =>
    activeStatuses.reduce((sum, status) => sum + (counted.get(`${status}:${severity}`) ?? 0), 0);
  return Object.fromEntries(severities.map((severity) => [severity, of(severity)])) as Record<Severity, number>;
}
