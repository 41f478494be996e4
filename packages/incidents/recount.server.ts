import type { HubDb } from "#packages/core/database.ts";
import { counterOf, incidentsCounted, type Severity, type Status, severities, statuses } from "./rules.ts";

// A type, not an interface: only a type can be a row of `exec`.
type Counted = { status: Status; severity: Severity; n: number };

/** The counters that the incidents' commands keep, from the rows and from every number that an event names. */
export function recountIncidents(db: HubDb, processId: string) {
  const { sql } = db.$client;
  const counts: Record<string, number> = {};
  for (const status of statuses) for (const severity of severities) counts[counterOf({ status, severity })] = 0;
  const found = sql.exec<Counted>(
    "SELECT status, severity, count(*) AS n FROM incidents WHERE process_id = ? GROUP BY status, severity",
    processId,
  );
  for (const { status, severity, n } of found) counts[counterOf({ status, severity })] = n;
  const [highest] = sql
    .exec<{ n: number | null }>(
      `SELECT max(n) AS n FROM (
         SELECT max(number) AS n FROM incidents WHERE process_id = ?1
         UNION ALL
         SELECT max(CAST(substr(entity_number, instr(entity_number, '-') + 1) AS INTEGER)) FROM events
           WHERE process_id = ?1 AND type = 'incident.created')`,
      processId,
    )
    .toArray();
  return { counts, sequences: { [incidentsCounted]: highest?.n ?? 0 } };
}
