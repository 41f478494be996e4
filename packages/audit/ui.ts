import type { ModuleUi } from "#packages/core/ui.ts";

export const auditUi: ModuleUi = {
  nav: [{ to: "/audit-log", label: "Audit log", icon: "scroll-text", permission: "audit.view", key: "l" }],
};
