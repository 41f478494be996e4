import type { ModuleUi } from "#packages/core/ui.ts";
import { chainPath } from "./path.ts";

export const escalationsUi: ModuleUi = {
  nav: [
    {
      to: "/escalations",
      label: "Escalations",
      icon: "waypoints",
      permission: "escalations.view",
      key: "e",
      scope: "process",
    },
  ],
  entities: [{ kind: "chain", name: "Chain", plural: "Escalation chains", icon: "waypoints", path: chainPath }],
  events: {
    "incident.paged": { icon: "bell-ring", tone: "warning" },
    "incident.unreachable": { icon: "user-x", tone: "danger" },
    "incident.escalating": { icon: "circle-arrow-up", tone: "warning" },
    "incident.escalated": { icon: "circle-arrow-up", tone: "danger" },
    "incident.exhausted": { icon: "user-x", tone: "warning" },
  },
  feed: [
    { value: "page", label: "Pages" },
    { value: "chain", label: "Chains" },
  ],
};
