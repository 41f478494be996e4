import { endpoint } from "#packages/core/endpoint.ts";
import { defineModule } from "#packages/core/module.ts";
import { spanning } from "#packages/core/spanning.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { deletedRecords } from "#packages/core/tables.ts";
import { deletingPermissions } from "./permissions.ts";
import { listDeleted } from "./views.server.ts";

const endpoints = [
  endpoint({
    method: "get",
    path: "/deleted",
    tag: "Deleted records",
    summary: "What was deleted within 30 days and you could bring back: `POST …/:id/restore` of its own kind",
    permission: "deleted.view",
    status: 200,
    handle: (api) => spanning(api, (door) => door.view(listDeleted, {})),
  }),
];

/** Keeps what was deleted. The commands that delete and bring back are those of each kind: see `core/deletion.ts`. */
export const deletingModule = defineModule({
  name: "deleting",
  label: "Deleted records",
  permissions: deletingPermissions,
  tables: [tableOf(deletedRecords, { audit: "none", keep: { days: 30, archived: "d1" } })],
  commands: [],
  views: [listDeleted],
  endpoints,
});
