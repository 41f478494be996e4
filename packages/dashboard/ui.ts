import { Gauge } from "lucide-react";
import type { ModuleUi } from "#packages/core/ui.ts";

export const dashboardUi: ModuleUi = {
  nav: [{ to: "/dashboard", label: "Dashboard", icon: Gauge, permission: "dashboard.view", key: "d", bottom: true }],
};
