import { entityKind } from "#packages/core/entity.ts";
import { sessions } from "./tables.ts";

export const sessionKind = entityKind({
  kind: "session",
  prefix: "ses",
  table: sessions,
  permission: "members.view",
  label: () => ({ reference: null, title: "A session" }),
  path: () => null,
});
