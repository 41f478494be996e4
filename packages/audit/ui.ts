import { ScrollText } from "lucide-react";
import type { ModuleUi } from "#packages/core/ui.ts";

export const auditUi: ModuleUi = {
  nav: [{ to: "/audit-log", label: "Audit log", icon: ScrollText, permission: "audit.view", key: "l" }],
};
