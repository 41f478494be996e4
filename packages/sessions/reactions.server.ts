import { reaction } from "#packages/core/reaction.ts";
import { userKind } from "#packages/users/entity.server.ts";
import { endSessionsOf } from "./commands.server.ts";

/** Whose role changes or who is deactivated is signed out in the same transaction: their next request is refused. */
export const endWithAccess = reaction({
  name: "sessions.end_with_access",
  on: userKind.table,
  run(ctx, { before, after }) {
    if (before === null || (before.role === after?.role && before.isActive === after.isActive)) return;
    endSessionsOf(ctx, before.id, after?.isActive ? "role changed" : "deactivated");
  },
});
