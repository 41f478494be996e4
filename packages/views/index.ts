import { endpoint, mapped } from "#packages/core/endpoint.ts";
import { readFilter } from "#packages/core/filter.ts";
import { defineModule } from "#packages/core/module.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { createView, removeView, updateView } from "./commands.server.ts";
import { viewKind } from "./entity.server.ts";
import { homeOf } from "./home.ts";
import { CreateView, ListViews, UpdateView } from "./inputs.ts";
import { viewPermissions } from "./permissions.ts";
import { savedViews } from "./tables.ts";
import { listViews } from "./views.server.ts";

const tag = "Saved views";

const endpoints = [
  endpoint({
    method: "get",
    path: "/views",
    tag,
    summary: "Saved views of lists: one's own and those that are shared",
    permission: "views.use",
    query: ListViews,
    status: 200,
    async handle(api) {
      const filter = readFilter(ListViews, api.query);
      if (!filter.ok) return filter;
      const views = await homeOf(api).view(listViews, filter.value);
      return mapped(views, (items) => ({ items, nextCursor: null, total: items.length }));
    },
  }),
  endpoint({
    method: "post",
    path: "/views",
    tag,
    summary: "Save a list's filters and order under a name",
    permission: "views.use",
    body: CreateView,
    status: 201,
    handle: async (api, body) => mapped(await homeOf(api).execute(createView, body), (view) => ({ view })),
  }),
  endpoint({
    method: "patch",
    path: "/views/:id",
    tag,
    summary: "Rename a view, change its filters, share it or stop sharing it",
    permission: "views.use",
    body: UpdateView.omit({ id: true }),
    status: 200,
    handle: async (api, body) =>
      mapped(await api.execute(updateView, { ...body, id: api.params.id }), (view) => ({ view })),
  }),
  endpoint({
    method: "delete",
    path: "/views/:id",
    tag,
    summary: "Delete a view",
    permission: "views.use",
    status: 204,
    handle: async (api) => mapped(await api.execute(removeView, { id: api.params.id }), () => null),
  }),
];

export const viewsModule = defineModule({
  name: "views",
  label: "Saved views",
  permissions: viewPermissions,
  tables: [tableOf(savedViews)],
  entities: [viewKind],
  commands: [createView, updateView, removeView],
  views: [listViews],
  endpoints,
});
