import { endpoint, mapped } from "#packages/core/endpoint.ts";
import { readFilter } from "#packages/core/filter.ts";
import { defineModule } from "#packages/core/module.ts";
import { spanned } from "#packages/core/spanning.ts";
import { findRecords } from "./find.server.ts";
import { Search } from "./inputs.ts";
import { searchRecords } from "./views.server.ts";

const endpoints = [
  endpoint({
    method: "get",
    path: "/search",
    tag: "Search",
    summary: "Records of every kind that one may read, by what they are called or by their words",
    permission: "anyone_signed_in",
    query: Search,
    status: 200,
    async handle(api) {
      const wanted = readFilter(Search, api.query);
      if (!wanted.ok) return wanted;
      return mapped(await findRecords(api, wanted.value), (items) => ({ items, ...spanned(api) }));
    },
  }),
];

/** Asks the hub's index, which has the words of every module's records. */
export const searchModule = defineModule({
  name: "search",
  label: "Search",
  tables: [],
  commands: [],
  views: [searchRecords],
  endpoints,
});
