import { entityKind } from "#packages/core/entity.ts";
import { corePrefixes } from "#packages/core/ids.ts";
import { accounts, processes } from "./tables.ts";

export const processKind = entityKind({
  kind: "process",
  prefix: corePrefixes.process,
  table: processes,
  permission: "processes.view",
  label: ({ name }) => ({ reference: null, title: name }),
  path: () => "/settings",
});

/** Of the directory, on the platform: which address signs in where. */
export const accountKind = entityKind({
  kind: "account",
  prefix: "acc",
  table: accounts,
  permission: "platform.cross_process",
  label: ({ email }) => ({ reference: null, title: email }),
  path: () => null,
});
