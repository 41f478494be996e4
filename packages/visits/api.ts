import { endpoint, mapped, type ProcessDoor } from "#packages/core/endpoint.ts";
import { readFilter } from "#packages/core/filter.ts";
import { spanning } from "#packages/core/spanning.ts";
import { endVisit } from "./commands.server.ts";
import { ListVisits, listVisits } from "./views.server.ts";

const tag = "Visits";

export const visitEndpoints = [
  endpoint({
    method: "get",
    path: "/impersonation/visits",
    tag,
    summary: "Who of another process was or is in this one, newest first",
    permission: "members.manage",
    query: ListVisits,
    status: 200,
    async handle(api) {
      const filter = readFilter(ListVisits, api.query);
      if (!filter.ok) return filter;
      const page = (door: ProcessDoor) => door.view(listVisits, filter.value);
      // Across processes the latest of each.
      if (api.processId === null) return spanning(api, async (door) => mapped(await page(door), ({ items }) => items));
      return page(api);
    },
  }),
  endpoint({
    method: "post",
    path: "/impersonation/visits/:id/end",
    tag,
    summary: "End a visit: whatever the visitor asks or does next is refused",
    permission: "members.manage",
    status: 200,
    handle: async (api) => mapped(await api.execute(endVisit, { id: api.params.id }), (visit) => ({ visit })),
  }),
];
