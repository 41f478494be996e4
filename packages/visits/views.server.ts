import { z } from "zod";
import { decodeCursor, pageInput, pageOf } from "#packages/core/paging.ts";
import { ok } from "#packages/core/result.ts";
import { select } from "#packages/core/rows.ts";
import { view } from "#packages/core/view.ts";
import { visitAnswer } from "./answer.ts";
import { visits } from "./tables.ts";

export const ListVisits = z.object(pageInput);

/** Who was in from another process, the newest first: their ids are in the order of time. */
export const listVisits = view({
  name: "visits.list",
  permission: "members.manage",
  input: ListVisits,
  run(ctx, { limit, cursor }) {
    const after = decodeCursor(cursor, "visits");
    if (!after.ok) return after;
    const before = after.value ? String(after.value.id) : "~";
    const found = select(ctx.db, visits, "WHERE process_id = ? AND id < ? ORDER BY id DESC LIMIT ?", [
      ctx.processId,
      before,
      limit + 1,
    ]);
    const { page, nextCursor } = pageOf(found, limit, ({ id }) => ({ sort: "visits", value: null, id }));
    return ok({ items: page.map((visit) => visitAnswer(visit, ctx.now)), nextCursor });
  },
});
