import { entityKind } from "#packages/core/entity.ts";
import { accounts } from "./tables.ts";

/** Of the directory, on the platform: who signs in by an address. */
export const accountKind = entityKind({
  kind: "account",
  prefix: "acc",
  table: accounts,
  permission: "platform.cross_process",
  label: ({ email }) => ({ reference: null, title: email }),
  path: () => null,
});
