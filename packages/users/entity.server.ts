import { entityKind } from "#packages/core/entity.ts";
import { userPath } from "./path.ts";
import { users } from "./tables.ts";

export const userKind = entityKind({
  kind: "user",
  prefix: "usr",
  table: users,
  permission: "members.view",
  label: ({ name }) => ({ reference: null, title: name }),
  path: userPath,
});
