import { defineModule } from "#packages/core/module.ts";
import { plannedPermissions } from "./permissions.ts";
import { plannedSettings } from "./settings.ts";

/** No module: what is there already of modules to come, the permissions that roles carry and settings. */
export const plannedModule = defineModule({
  name: "planned",
  label: "Planned",
  permissions: plannedPermissions,
  settings: Object.values(plannedSettings),
  tables: [],
  commands: [],
  views: [],
  endpoints: [],
});
