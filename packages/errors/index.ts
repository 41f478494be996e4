import { endpoint, mapped } from "#packages/core/endpoint.ts";
import { readFilter } from "#packages/core/filter.ts";
import { defineModule } from "#packages/core/module.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { forgetError, recordErrors } from "./commands.server.ts";
import { errorKind } from "./entity.server.ts";
import { ListErrors } from "./inputs.ts";
import { errorGroups } from "./tables.ts";
import { errorTimers } from "./timers.ts";
import { getError, listErrors } from "./views.server.ts";

const tag = "Operations";

const endpoints = [
  endpoint({
    method: "get",
    path: "/errors",
    tag,
    summary: "Unexpected errors of the whole product, grouped, last seen first",
    permission: "system.admin",
    query: ListErrors,
    status: 200,
    async handle(api) {
      const filter = readFilter(ListErrors, api.query);
      return filter.ok ? api.in(platformProcess).view(listErrors, filter.value) : filter;
    },
  }),
  endpoint({
    method: "get",
    path: "/errors/:id",
    tag,
    summary: "One error with the stack of its last occurrence",
    permission: "system.admin",
    status: 200,
    handle: async (api) =>
      mapped(await api.in(platformProcess).view(getError, { id: api.params.id }), (error) => ({ error })),
  }),
];

export const errorsModule = defineModule({
  name: "errors",
  label: "Errors",
  tables: [tableOf(errorGroups, { audit: "none" })],
  entities: [errorKind],
  commands: [recordErrors, forgetError],
  views: [listErrors, getError],
  endpoints,
  timers: [errorTimers],
});
