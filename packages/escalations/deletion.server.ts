import { deletionOf } from "#packages/core/deletion.ts";
import { reaction } from "#packages/core/reaction.ts";
import { followChain } from "./edits.server.ts";
import { chainKind } from "./entity.server.ts";

export const chainDeletion = deletionOf(chainKind, {
  name: "escalations",
  path: "/escalation-chains",
  tag: "Escalations",
  what: "the chain",
});

/** What a deleted chain still had to fire is over, and stays so when it comes back: people took care of those incidents otherwise. */
export const stopDeletedChain = reaction({
  name: "escalations.stop_deleted_chain",
  on: chainKind.table,
  run(ctx, { before, after }) {
    if (before && !after) followChain(ctx, before, null, "deleted it");
  },
});
