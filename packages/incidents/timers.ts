import { and, eq, isNull } from "drizzle-orm";
import { timerSource } from "#packages/core/module.ts";
import { ownProcess } from "#packages/processes/queries.server.ts";
import { remindOfIncident } from "./commands/talk.server.ts";
import { reminderDueAt } from "./rules.ts";
import { incidents } from "./tables.ts";

/** The one reminder of each opening that nobody has taken. */
export const reminderTimers = timerSource({
  table: incidents,
  alsoOn: ["processes"],
  live: (db, processId) =>
    db
      .select()
      .from(incidents)
      .where(and(eq(incidents.processId, processId), eq(incidents.status, "open"), isNull(incidents.reminderSentAt)))
      .all(),
  derive(db, incident) {
    const process = ownProcess(db, incident.processId);
    const dueAt = process && reminderDueAt(incident, process.settings.unattendedMinutes);
    if (!dueAt) return [];
    const input = { incidentId: incident.id, opening: incident.opening };
    return [{ key: `remind:${incident.id}:${incident.opening}`, dueAt, command: remindOfIncident.name, input }];
  },
});
