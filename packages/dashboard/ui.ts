import type { ModuleUi } from "#packages/core/ui.ts";

export const dashboardUi: ModuleUi = {
  nav: [{ to: "/dashboard", label: "Dashboard", icon: "gauge", permission: "dashboard.view", key: "d", bottom: true }],
};
