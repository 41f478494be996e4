import { CircleCheck, CircleDot, MessageSquare, Siren } from "lucide-react";
import type { ModuleUi } from "#packages/core/ui.ts";
import { incidentPath } from "./path.ts";

export const incidentsUi: ModuleUi = {
  nav: [{ to: "/incidents", label: "Incidents", icon: Siren, permission: "incidents.view", key: "i", bottom: true }],
  entities: [{ kind: "incident", name: "Incident", plural: "Incidents", icon: Siren, path: incidentPath }],
  events: {
    "incident.created": { icon: Siren, tone: "danger" },
    "incident.reopened": { icon: Siren, tone: "danger" },
    "incident.resolved": { icon: CircleCheck, tone: "success" },
    "incident.acknowledged": { icon: CircleDot, tone: "success" },
    "incident.commented": { icon: MessageSquare },
  },
  feed: [{ value: "incident", label: "Incidents" }],
};
