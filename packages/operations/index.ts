import { defineModule } from "#packages/core/module.ts";
import { operationsEndpoints } from "./api.ts";
import { noteOperation, noteRestored } from "./commands.server.ts";

/** The operator's doors into the hubs. What they do is the host's (`durable-objects/`); here is who may, and the trace. */
export const operationsModule = defineModule({
  name: "operations",
  label: "Operations",
  tables: [],
  commands: [noteOperation, noteRestored],
  views: [],
  endpoints: operationsEndpoints,
});
