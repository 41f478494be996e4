import { defineModule } from "#packages/core/module.ts";
import { judge, resolve } from "./resolve.server.ts";

/** Who is told of what, and how. The outbox then sends it. */
export const noticesModule = defineModule({
  name: "notices",
  label: "Notices",
  tables: [],
  commands: [],
  views: [],
  endpoints: [],
  notifier: { resolve, judge },
});
