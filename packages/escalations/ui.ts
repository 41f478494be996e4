import { ArrowUpCircle, BellRing, UserX, Waypoints } from "lucide-react";
import type { ModuleUi } from "#packages/core/ui.ts";
import { chainPath } from "./path.ts";

export const escalationsUi: ModuleUi = {
  nav: [{ to: "/escalations", label: "Escalations", icon: Waypoints, permission: "escalations.view", key: "e" }],
  entities: [{ kind: "chain", name: "Chain", plural: "Escalation chains", icon: Waypoints, path: chainPath }],
  events: {
    "incident.paged": { icon: BellRing, tone: "warning" },
    "incident.unreachable": { icon: UserX, tone: "danger" },
    "incident.escalating": { icon: ArrowUpCircle, tone: "warning" },
    "incident.escalated": { icon: ArrowUpCircle, tone: "danger" },
    "incident.exhausted": { icon: UserX, tone: "warning" },
  },
  feed: [
    { value: "page", label: "Pages" },
    { value: "chain", label: "Chains" },
  ],
};
