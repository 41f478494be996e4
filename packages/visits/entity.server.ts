import { entityKind } from "#packages/core/entity.ts";
import { visits } from "./tables.ts";

export const visitKind = entityKind({
  kind: "visit",
  prefix: "vis",
  table: visits,
  permission: "members.view",
  label: ({ name }) => ({ reference: null, title: `A visit of ${name}` }),
  path: () => null,
});
