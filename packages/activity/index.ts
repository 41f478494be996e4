import { z } from "zod";
import { endpoint, mapped } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import { defineModule } from "#packages/core/module.ts";
import { refuse } from "#packages/core/result.ts";
import { spanned } from "#packages/core/spanning.ts";
import { feedPage } from "./queries.server.ts";

export const ListActivity = z.object({
  since: z.coerce.number().int().min(0).optional(),
  type: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const endpoints = [
  endpoint({
    method: "get",
    path: "/activity",
    tag: "Activity",
    summary: "What happened: the newest, or everything after `since` in order",
    permission: "activity.view",
    query: ListActivity,
    status: 200,
    async handle(api) {
      const filter = ListActivity.safeParse(api.query);
      if (!filter.success)
        return refuse(
          errors.invalid("The filter is not right: since and limit are whole numbers.", { query: ["Not valid."] }),
        );
      return mapped(await feedPage(api, filter.data), (feed) => ({ ...feed, ...spanned(api) }));
    },
  }),
];

/** The feed's rows are core's own: every command writes them. Here is how they are read. */
export const activityModule = defineModule({
  name: "activity",
  label: "Activity",
  tables: [],
  commands: [],
  views: [],
  endpoints,
});
