import type { ModuleUi } from "#packages/core/ui.ts";
import { processPath } from "./path.ts";

export const processesUi: ModuleUi = {
  nav: [
    { to: "/settings", label: "Settings", icon: "settings", permission: "processes.view", key: "s", scope: "process" },
  ],
  entities: [{ kind: "process", name: "Process", plural: "Processes", icon: "settings", path: processPath }],
  feed: [{ value: "process", label: "Settings" }],
};
