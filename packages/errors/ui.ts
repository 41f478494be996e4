import type { ModuleUi } from "#packages/core/ui.ts";
import { errorPath } from "./path.ts";

export const errorsUi: ModuleUi = {
  entities: [{ kind: "error", name: "Error", plural: "Errors", icon: "triangle-alert", path: errorPath }],
};
