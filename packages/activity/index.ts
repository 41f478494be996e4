import { endpoint, mapped } from "#packages/core/endpoint.ts";
import { readFilter } from "#packages/core/filter.ts";
import { defineModule } from "#packages/core/module.ts";
import { spanned } from "#packages/core/spanning.ts";
import { activityPermissions } from "./permissions.ts";
import { feedPage, ListActivity } from "./queries.server.ts";
import { eventsBefore, eventsSince } from "./views.server.ts";

const endpoints = [
  endpoint({
    method: "get",
    path: "/activity",
    tag: "Activity",
    summary:
      "What happened: the newest, newest first, or everything after `since` in order; go on with `nextSince`, nothing is left out",
    permission: "activity.view",
    query: ListActivity,
    status: 200,
    async handle(api) {
      const filter = readFilter(ListActivity, api.query);
      if (!filter.ok) return filter;
      return mapped(await feedPage(api, filter.value), (feed) => ({ ...feed, ...spanned(api) }));
    },
  }),
];

/** The feed's rows are core's own: every command writes them. Here is how they are read. */
export const activityModule = defineModule({
  name: "activity",
  label: "Activity",
  permissions: activityPermissions,
  tables: [],
  commands: [],
  views: [eventsSince, eventsBefore],
  endpoints,
});
