import { Settings } from "lucide-react";
import type { ModuleUi } from "#packages/core/ui.ts";
import { processPath } from "./path.ts";

export const processesUi: ModuleUi = {
  nav: [{ to: "/settings", label: "Settings", icon: Settings, permission: "processes.view", key: "s" }],
  entities: [{ kind: "process", name: "Process", plural: "Processes", icon: Settings, path: processPath }],
  feed: [{ value: "process", label: "Settings" }],
};
