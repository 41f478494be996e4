import { z } from "zod";
import { undoneForMs } from "#packages/core/deletable.ts";
import { can } from "#packages/core/permissions.ts";
import { ok } from "#packages/core/result.ts";
import { select } from "#packages/core/rows.ts";
import { deletedRecords } from "#packages/core/tables.ts";
import { view } from "#packages/core/view.ts";
import { deletedAnswer } from "./answer.ts";

const most = 200;

/** What was deleted lately, the last first, as far as whoever asks could bring it back. */
export const listDeleted = view({
  name: "deleting.list",
  permission: "deleted.view",
  input: z.object({}),
  run(ctx) {
    const values = [ctx.processId, ctx.now - undoneForMs, most];
    const where = "WHERE process_id = ? AND deleted_at > ? ORDER BY deleted_at DESC, id DESC LIMIT ?";
    const rows = select(ctx.db, deletedRecords, where, values);
    return ok(rows.filter(({ permission }) => can(ctx.actor.permissions, permission)).map(deletedAnswer));
  },
});
