import { ListChecks } from "lucide-react";
import type { ModuleUi } from "#packages/core/ui.ts";

export const jobsUi: ModuleUi = {
  entities: [{ kind: "job", name: "Job", plural: "Jobs", icon: ListChecks, path: () => null }],
};
