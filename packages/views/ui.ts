import type { ModuleUi } from "#packages/core/ui.ts";
import { viewPath } from "./path.ts";

export const viewsUi: ModuleUi = {
  entities: [{ kind: "view", name: "Saved view", plural: "Saved views", icon: "layers", path: viewPath }],
};
