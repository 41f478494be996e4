import { Activity } from "lucide-react";
import type { ModuleUi } from "#packages/core/ui.ts";

export const activityUi: ModuleUi = {
  nav: [
    {
      to: "/activity",
      label: "Activity",
      short: "Feed",
      icon: Activity,
      permission: "activity.view",
      key: "a",
      bottom: true,
    },
  ],
};
