import type { HubDb } from "#packages/core/database.ts";
import { defineModule } from "#packages/core/module.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { followAcknowledgement, letAcknowledgementLapse } from "./acknowledgement.server.ts";
import { canActPart } from "./acting.server.ts";
import { incidentEndpoints } from "./api.ts";
import { bulkIncidents } from "./commands/bulk.server.ts";
import { createIncident } from "./commands/create.server.ts";
import { acknowledgeIncident, reopenIncident, resolveIncident } from "./commands/move.server.ts";
import { renewAcknowledgement } from "./commands/renew.server.ts";
import { commentOnIncident, remindOfIncident, watchIncident, withdrawIncidentComment } from "./commands/talk.server.ts";
import { updateIncident } from "./commands/update.server.ts";
import { incidentDeletion } from "./deletion.server.ts";
import { incidentKind } from "./entity.server.ts";
import { incidentPermissions } from "./permissions.ts";
import { countIncidents, keepTags } from "./reactions.server.ts";
import { recountIncidents } from "./recount.server.ts";
import { incidentSearch } from "./search.ts";
import { incidentSettings } from "./settings.ts";
import { activeCounts, findIncident, type Incident } from "./store.server.ts";
import { incidents, incidentTags } from "./tables.ts";
import { reminderTimers } from "./timers.ts";
import { activeIncidents, incidentDetail, incidentTagsInUse, searchIncidents } from "./views.server.ts";

/** Why nobody is reminded any more that an incident was left alone since then; null: it still is. */
function overtaken(incident: Incident | null, since: string | undefined): string | null {
  if (incident?.status !== "open") return "the incident is no longer open";
  if (incident.assignedToId !== null) return "somebody has taken the incident";
  return String(incident.unattendedSince) === since ? null : "somebody had the incident since";
}

const openIncidents = (db: HubDb, processId: string): number =>
  Object.values(activeCounts(db, processId)).reduce((sum, count) => sum + count, 0);

export const incidentsModule = defineModule({
  name: "incidents",
  label: "Incidents",
  permissions: incidentPermissions,
  lists: { incidents: "incidents.view" },
  settings: Object.values(incidentSettings),
  tables: [tableOf(incidents), tableOf(incidentTags)],
  entities: [incidentKind],
  commands: [
    createIncident,
    updateIncident,
    acknowledgeIncident,
    renewAcknowledgement,
    resolveIncident,
    reopenIncident,
    commentOnIncident,
    withdrawIncidentComment,
    watchIncident,
    bulkIncidents,
    remindOfIncident,
    incidentDeletion.remove,
    incidentDeletion.restore,
  ],
  views: [incidentDetail, searchIncidents, activeIncidents, incidentTagsInUse],
  parts: [canActPart],
  reactions: [countIncidents, keepTags, followAcknowledgement, letAcknowledgementLapse],
  endpoints: [...incidentEndpoints, ...incidentDeletion.endpoints],
  timers: [reminderTimers],
  searches: [incidentSearch],
  gauges: [
    {
      name: "d2c_open_incidents",
      help: "Incidents that are not resolved.",
      read: openIncidents,
    },
  ],
  figures: [{ name: "open_incidents", label: "Open incidents", unit: "count", read: openIncidents }],
  recount: recountIncidents,
  guards: {
    /** Of the incident and the time since when nobody had it: a reminder of an earlier time is overtaken as well. */
    unattended(db, processId, id) {
      const [incidentId = "", since] = id.split(":");
      const incident = findIncident(db, processId, incidentId);
      const why = overtaken(incident, since);
      return () => why;
    },
  },
});
