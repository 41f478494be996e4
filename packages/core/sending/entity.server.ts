import { entityKind } from "#packages/core/entity.ts";
import { corePrefixes } from "#packages/core/ids.ts";
import { deliveries } from "#packages/core/tables.ts";
import { deliveryPath } from "./path.ts";

export const deliveryKind = entityKind({
  kind: "delivery",
  prefix: corePrefixes.delivery,
  table: deliveries,
  /** That a page did not get through is for the whole team to know; the outbox itself, with the texts, is for fewer. */
  permission: "activity.view",
  label: ({ recipient }) => ({ reference: null, title: `A message to ${recipient}` }),
  path: deliveryPath,
});
