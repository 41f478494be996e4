import { defineModule } from "#packages/core/module.ts";
import { incidentEndpoints } from "./api.ts";
import { bulkIncidents } from "./commands/bulk.server.ts";
import { createIncident } from "./commands/create.server.ts";
import { acknowledgeIncident, reopenIncident, resolveIncident } from "./commands/move.server.ts";
import { commentOnIncident, remindOfIncident, watchIncident } from "./commands/talk.server.ts";
import { updateIncident } from "./commands/update.server.ts";
import { incidentSearch } from "./search.ts";
import { findIncident } from "./store.server.ts";
import { incidents, incidentTags, incidentWatchers } from "./tables.ts";
import { reminderTimers } from "./timers.ts";
import { activeIncidents, incidentDetail, incidentTagsInUse, searchIncidents } from "./views.server.ts";

export const incidentsModule = defineModule({
  name: "incidents",
  label: "Incidents",
  tables: [incidents, incidentTags, incidentWatchers],
  commands: [
    createIncident,
    updateIncident,
    acknowledgeIncident,
    resolveIncident,
    reopenIncident,
    commentOnIncident,
    watchIncident,
    bulkIncidents,
    remindOfIncident,
  ],
  views: [incidentDetail, searchIncidents, activeIncidents, incidentTagsInUse],
  endpoints: incidentEndpoints,
  timers: [reminderTimers],
  searches: [incidentSearch],
  guards: {
    unattended(db, processId, id) {
      const incident = findIncident(db, processId, id);
      if (incident?.status !== "open") return "the incident is no longer open";
      return incident.assignedToId === null ? null : "somebody has taken the incident";
    },
  },
});
