import type { ModuleUi } from "#packages/core/ui.ts";

export const sessionsUi: ModuleUi = {
  entities: [{ kind: "session", name: "Session", plural: "Sessions", icon: "user", path: () => null }],
};
