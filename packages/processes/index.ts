import { endpoint, mapped } from "#packages/core/endpoint.ts";
import { defineModule } from "#packages/core/module.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { rowById } from "#packages/core/rows.ts";
import { settingsEdit } from "#packages/core/settings.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { createProcess, directoryFollows, openProcess, registerTenant, updateProcess } from "./commands.server.ts";
import { processKind } from "./entity.server.ts";
import { OpenProcess } from "./inputs.ts";
import { processPermissions } from "./permissions.ts";
import { storedProcess } from "./queries.server.ts";
import { processSettings } from "./settings.server.ts";
import { processes, tenants } from "./tables.ts";
import { findTenants, getProcess, heardOf, listTenants } from "./views.server.ts";

const tag = "Processes";

const endpoints = [
  endpoint({
    method: "get",
    path: "/processes",
    tag,
    summary: "The processes you can see",
    permission: "processes.view",
    status: 200,
    handle: async (api) => mapped(await api.processes(), (items) => ({ items, nextCursor: null, total: items.length })),
  }),
  endpoint({
    method: "post",
    path: "/processes",
    tag,
    summary: "Open a new process",
    permission: "platform.cross_process",
    description: "`region` is where its hub is made, and stays: by default the one that its time zone is in.",
    body: OpenProcess,
    status: 201,
    handle: async (api, body) =>
      mapped(await api.in(platformProcess).execute(openProcess, body), (process) => ({ process })),
  }),
  endpoint({
    method: "get",
    path: "/processes/:id",
    tag,
    summary: "One process with its settings",
    permission: "processes.view",
    status: 200,
    handle: async (api) => mapped(await api.in(api.params.id ?? "").view(getProcess, {}), (process) => ({ process })),
  }),
  endpoint({
    method: "patch",
    path: "/processes/:id",
    tag,
    summary: "Change a process's settings",
    permission: "processes.edit",
    // The register of modules, which has the settings, is put together after this.
    get body() {
      return settingsEdit();
    },
    status: 200,
    handle: async (api, body) =>
      mapped(await api.in(api.params.id ?? "").execute(updateProcess, body), (process) => ({ process })),
  }),
];

export const processesModule = defineModule({
  name: "processes",
  label: "Processes",
  permissions: processPermissions,
  tables: [tableOf(processes), tableOf(tenants)],
  entities: [processKind],
  commands: [createProcess, openProcess, updateProcess, registerTenant],
  views: [getProcess, listTenants, findTenants, heardOf],
  endpoints,
  processBook: {
    slug: (db, processId) => storedProcess(db, processId)?.slug ?? null,
    knownSince: (db, id) => rowById(db, tenants, platformProcess, id)?.createdAt ?? null,
  },
  reactions: [directoryFollows],
  settings: Object.values(processSettings),
});
