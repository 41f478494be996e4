import type { ModuleUi } from "#packages/core/ui.ts";

export const jobsUi: ModuleUi = {
  entities: [{ kind: "job", name: "Job", plural: "Jobs", icon: "list-checks", path: () => null }],
};
