import { defineModule } from "#packages/core/module.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { visitEndpoints } from "./api.ts";
import { visitCallers } from "./callers.server.ts";
import { endVisit, enterProcess, leaveProcess } from "./commands.server.ts";
import { visitKind } from "./entity.server.ts";
import { visitPermissions } from "./permissions.ts";
import { visits } from "./tables.ts";
import { listVisits } from "./views.server.ts";

/** How people of another process come in. The host enters for them before their first look (`worker/visits.ts`). */
export const visitsModule = defineModule({
  name: "visits",
  label: "Visits",
  permissions: visitPermissions,
  tables: [tableOf(visits, { keep: { days: 90, archived: "d1" } })],
  entities: [visitKind],
  commands: [enterProcess, leaveProcess, endVisit],
  views: [listVisits],
  endpoints: visitEndpoints,
  callers: visitCallers,
});
