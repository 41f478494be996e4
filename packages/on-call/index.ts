import { endpoint, mapped, type ProcessDoor } from "#packages/core/endpoint.ts";
import { defineModule } from "#packages/core/module.ts";
import { spanning } from "#packages/core/spanning.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { createOnCall } from "./create.server.ts";
import { onCallDeletion } from "./deletion.server.ts";
import { onCallKind } from "./entity.server.ts";
import { CreateOnCall, ListOnCall } from "./inputs.ts";
import { onCallPermissions } from "./permissions.ts";
import { onCallEntries } from "./tables.ts";
import { listOnCall, onCallNow } from "./views.server.ts";

const tag = "On-call";

const endpoints = [
  endpoint({
    method: "get",
    path: "/on-call",
    tag,
    summary: "Who is on call by date, and the dates nobody is",
    permission: "on_call.view",
    query: ListOnCall,
    status: 200,
    async handle(api) {
      if (api.processId !== null)
        return mapped(await api.view(listOnCall, api.query), (list) => ({ ...list, nextCursor: null }));
      const entries = (door: ProcessDoor) =>
        door.view(listOnCall, api.query).then((list) => mapped(list, ({ items }) => items));
      return spanning(api, entries);
    },
  }),
  endpoint({
    method: "post",
    path: "/on-call",
    tag,
    summary: "Put somebody on call for a date, or from `date` to `to`; `replace` takes the place of who is there",
    permission: "on_call.manage",
    body: CreateOnCall,
    status: 201,
    handle: async (api, body) =>
      mapped(await api.execute(createOnCall, body), ({ entries, ...entry }) => ({ entry, entries })),
  }),
  endpoint({
    method: "get",
    path: "/on-call/now",
    tag,
    summary: "Who is on call now",
    permission: "on_call.view",
    status: 200,
    handle: (api) => api.view(onCallNow, {}),
  }),
  ...onCallDeletion.endpoints,
];

export const onCallModule = defineModule({
  name: "on-call",
  label: "On-call",
  permissions: onCallPermissions,
  tables: [tableOf(onCallEntries)],
  entities: [onCallKind],
  commands: [createOnCall, onCallDeletion.remove, onCallDeletion.restore],
  views: [listOnCall, onCallNow],
  endpoints,
});
