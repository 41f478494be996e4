import type { ModuleUi } from "#packages/core/ui.ts";

export const dashboardUi: ModuleUi = {
  nav: [
    {
      to: "/board",
      label: "Board",
      icon: "building-complex",
      permission: "platform.cross_process",
      key: "b",
      scope: "platform",
    },
    { to: "/dashboard", label: "Dashboard", icon: "gauge", permission: "dashboard.view", key: "d", bottom: true },
  ],
};
