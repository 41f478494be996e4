import { entityKind } from "#packages/core/entity.ts";
import { errorPath } from "./path.ts";
import { errorGroups } from "./tables.ts";

export const errorKind = entityKind({
  kind: "error",
  prefix: "err",
  table: errorGroups,
  permission: "system.admin",
  label: ({ sample }) => ({ reference: null, title: sample.message }),
  path: errorPath,
});
