import { defineModule } from "#packages/core/module.ts";
import { noteRestored } from "#packages/core/restored.ts";
import { operationsEndpoints } from "./api.ts";
import { beginOperation, noteOperation } from "./commands.server.ts";
import { operationPermissions } from "./permissions.ts";

/** The operator's doors into the hubs. What they do is the host's (`durable-objects/`); here is who may, and the trace. */
export const operationsModule = defineModule({
  name: "operations",
  label: "Operations",
  permissions: operationPermissions,
  tables: [],
  commands: [beginOperation, noteOperation, noteRestored],
  views: [],
  endpoints: operationsEndpoints,
});
