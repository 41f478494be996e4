import { and, eq, isNull } from "drizzle-orm";
import type { HubDb } from "#packages/core/database.ts";
import { dependency, timerSource } from "#packages/core/module.ts";
import { select } from "#packages/core/rows.ts";
import { settingOf } from "#packages/core/settings.ts";
import { settings } from "#packages/core/tables.ts";
import { remindOfIncident } from "./commands/talk.server.ts";
import { reminderDueAt } from "./rules.ts";
import { incidentSettings } from "./settings.ts";
import { type Incident, incidents } from "./tables.ts";

const unattended = (db: HubDb, processId: string) =>
  db
    .select()
    .from(incidents)
    .where(and(eq(incidents.processId, processId), eq(incidents.status, "open"), isNull(incidents.reminderSentAt)))
    .all();

/** The one reminder of each time that nobody has it. */
export const reminderTimers = timerSource({
  table: incidents,
  alsoOn: [
    dependency({
      on: settings,
      matters: (before, after) => (after ?? before)?.id === incidentSettings.unattendedMinutes.key,
      rows: (db, { processId }, { after, limit }) =>
        select(
          db,
          incidents,
          "INDEXED BY incidents_by_status WHERE process_id = ? AND status = 'open' AND reminder_sent_at IS NULL AND id > ? ORDER BY id LIMIT ?",
          [processId, after, limit],
        ),
    }),
  ],
  live: unattended,
  derive(db, incident: Incident) {
    const minutes = settingOf(db, incident.processId, incidentSettings.unattendedMinutes);
    const dueAt = reminderDueAt(incident, minutes);
    if (!dueAt) return [];
    const input = { incidentId: incident.id, since: incident.unattendedSince };
    return [{ key: `remind:${incident.id}:${incident.unattendedSince}`, dueAt, command: remindOfIncident.name, input }];
  },
});
