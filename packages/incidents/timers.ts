import { and, eq, isNull } from "drizzle-orm";
import type { HubDb } from "#packages/core/database.ts";
import { timerSource } from "#packages/core/module.ts";
import { ownProcess } from "#packages/processes/queries.server.ts";
import { remindOfIncident } from "./commands/talk.server.ts";
import { reminderDueAt } from "./rules.ts";
import { incidents } from "./tables.ts";

const unattended = (db: HubDb, processId: string) =>
  db
    .select()
    .from(incidents)
    .where(and(eq(incidents.processId, processId), eq(incidents.status, "open"), isNull(incidents.reminderSentAt)))
    .all();

/** The one reminder of each time that nobody has it. */
export const reminderTimers = timerSource({
  table: incidents,
  alsoOn: [{ table: "processes", rows: (db, { processId }) => unattended(db, processId) }],
  live: unattended,
  derive(db, incident) {
    const process = ownProcess(db, incident.processId);
    const dueAt = process && reminderDueAt(incident, process.settings.unattendedMinutes);
    if (!dueAt) return [];
    const input = { incidentId: incident.id, since: incident.unattendedSince };
    return [{ key: `remind:${incident.id}:${incident.unattendedSince}`, dueAt, command: remindOfIncident.name, input }];
  },
});
