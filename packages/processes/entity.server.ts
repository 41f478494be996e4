import { entityKind } from "#packages/core/entity.ts";
import { corePrefixes } from "#packages/core/ids.ts";
import { processPath } from "./path.ts";
import { processes } from "./tables.ts";

export const processKind = entityKind({
  kind: "process",
  prefix: corePrefixes.process,
  table: processes,
  permission: "processes.view",
  label: ({ name }) => ({ reference: null, title: name }),
  path: processPath,
});
