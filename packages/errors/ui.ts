import { TriangleAlert } from "lucide-react";
import type { ModuleUi } from "#packages/core/ui.ts";
import { errorPath } from "./path.ts";

export const errorsUi: ModuleUi = {
  entities: [{ kind: "error", name: "Error", plural: "Errors", icon: TriangleAlert, path: errorPath }],
};
