import type { ModuleUi } from "#packages/core/ui.ts";
import { incidentPath } from "./path.ts";

export const incidentsUi: ModuleUi = {
  nav: [{ to: "/incidents", label: "Incidents", icon: "siren", permission: "incidents.view", key: "i", bottom: true }],
  entities: [{ kind: "incident", name: "Incident", plural: "Incidents", icon: "siren", path: incidentPath }],
  events: {
    "incident.created": { icon: "siren", tone: "danger" },
    "incident.reopened": { icon: "siren", tone: "danger" },
    "incident.resolved": { icon: "circle-check", tone: "success" },
    "incident.acknowledged": { icon: "circle-dot", tone: "success" },
    "incident.commented": { icon: "message-square" },
    "incident.published": { icon: "message-square" },
  },
  feed: [{ value: "incident", label: "Incidents" }],
};
