import { defineModule } from "#packages/core/module.ts";
import { plannedPermissions } from "./permissions.ts";

/** No module: the permissions that roles carry already for modules to come. */
export const plannedModule = defineModule({
  name: "planned",
  label: "Planned",
  permissions: plannedPermissions,
  tables: [],
  commands: [],
  views: [],
  endpoints: [],
});
