import { entityKind } from "#packages/core/entity.ts";
import { chainPath } from "./path.ts";
import { escalationChains } from "./tables.ts";

export const chainKind = entityKind({
  kind: "chain",
  prefix: "esc",
  table: escalationChains,
  permission: "escalations.view",
  label: ({ name }) => ({ reference: null, title: name }),
  path: chainPath,
  deletable: { permission: "escalations.manage", reason: "required" },
});
