import { entityKind } from "#packages/core/entity.ts";
import { leases } from "#packages/core/tables.ts";

export const leaseKind = entityKind({
  kind: "lease",
  prefix: "lea",
  table: leases,
  permission: "audit.view",
  label: ({ purpose, holderName }) => ({ reference: null, title: `${purpose} of ${holderName}` }),
  path: () => null,
});
