import type { ModuleUi } from "#packages/core/ui.ts";

export const activityUi: ModuleUi = {
  nav: [
    {
      to: "/activity",
      label: "Activity",
      short: "Feed",
      icon: "activity",
      permission: "activity.view",
      key: "f",
      bottom: true,
    },
  ],
};
