import { platformProcess } from "#packages/core/partition.ts";
import { reaction } from "#packages/core/reaction.ts";
import { tenantIds } from "#packages/processes/queries.server.ts";
import { userKind } from "#packages/users/entity.server.ts";
import { usersOf } from "#packages/users/queries.server.ts";
import { tellDirectory, tellMembers } from "./member.server.ts";

/** The directory knows whom each process has, and whether they are active there. */
export const tellOfMembers = reaction({
  name: "accounts.tell_of_members",
  on: userKind.table,
  run(ctx, { before, after }) {
    if (after === null) tellDirectory(ctx, { id: before?.id ?? "", email: before?.email ?? "", isActive: false });
    else if (before?.isActive !== after.isActive) tellDirectory(ctx, after);
  },
});

/** What a hub had not told the directory yet when it was lost went with it; a lost directory, what it was told. */
export const tellOfAll = reaction({
  name: "accounts.tell_of_all",
  on: { event: "process.restored" },
  run(ctx) {
    for (const user of usersOf(ctx.db, ctx.processId)) tellDirectory(ctx, user);
    if (ctx.processId !== platformProcess) return;
    for (const id of tenantIds(ctx.db, ctx.processId)) ctx.call(id, tellMembers, {});
  },
});
