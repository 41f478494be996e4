import { ServerCog } from "lucide-react";
import type { ModuleUi } from "#packages/core/ui.ts";

export const operationsUi: ModuleUi = {
  nav: [{ to: "/operations", label: "Operations", icon: ServerCog, permission: "system.admin", key: "r" }],
};
