import type { ModuleUi } from "#packages/core/ui.ts";

export const operationsUi: ModuleUi = {
  nav: [
    {
      to: "/operations",
      label: "Operations",
      icon: "server-cog",
      permission: "system.admin",
      key: "r",
      scope: "platform",
    },
  ],
};
