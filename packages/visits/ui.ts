import type { ModuleUi } from "#packages/core/ui.ts";

export const visitsUi: ModuleUi = {
  entities: [{ kind: "visit", name: "Visit", plural: "Visits", icon: "door-open", path: () => null }],
};
