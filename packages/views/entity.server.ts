import { entityKind } from "#packages/core/entity.ts";
import { viewPath } from "./path.ts";
import { savedViews } from "./tables.ts";

export const viewKind = entityKind({
  kind: "view",
  prefix: "viw",
  table: savedViews,
  permission: "views.use",
  label: ({ name }) => ({ reference: null, title: name }),
  path: viewPath,
  audience: ({ shared, ownerId }) => (shared ? "team" : { users: [ownerId] }),
});
