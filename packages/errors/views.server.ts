import { z } from "zod";
import { toIso } from "#packages/core/clock.ts";
import { errors } from "#packages/core/errors.ts";
import { decodeCursor, pageOf } from "#packages/core/paging.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { id } from "#packages/core/text.ts";
import { view } from "#packages/core/view.ts";
import { ListErrors } from "./inputs.ts";
import { type ErrorGroup, errorById, errorsSeen } from "./store.server.ts";

/** As the list shows it: without the stack. */
export const errorBrief = ({ id, kind, release, count, firstAt, lastAt, sample }: ErrorGroup) => ({
  id,
  kind,
  release,
  count,
  firstAt: toIso(firstAt),
  lastAt: toIso(lastAt),
  message: sample.message,
  where: sample.where,
  processId: sample.processId,
  requestId: sample.requestId,
});
export type ErrorBrief = ReturnType<typeof errorBrief>;

/** On the platform's hub, as everything here: last seen first. */
export const listErrors = view({
  name: "errors.list",
  permission: "system.admin",
  input: ListErrors,
  run(ctx, input) {
    const cursor = decodeCursor(input.cursor, "lastAt");
    if (!cursor.ok) return cursor;
    const after = { lastAt: cursor.value?.value ?? Number.MAX_SAFE_INTEGER, id: String(cursor.value?.id ?? "") };
    const rows = errorsSeen(ctx.db, ctx.processId, after, input.limit + 1);
    const placeOf = ({ lastAt, id }: ErrorGroup) => ({ sort: "lastAt", value: lastAt, id });
    const { page, nextCursor } = pageOf(rows, input.limit, placeOf);
    return ok({ items: page.map(errorBrief), nextCursor });
  },
});

export const getError = view({
  name: "errors.get",
  permission: "system.admin",
  input: z.object({ id }),
  run(ctx, input) {
    const group = errorById(ctx.db, ctx.processId, input.id);
    if (!group) return refuse(errors.notFound("The error"));
    return ok({ ...errorBrief(group), stack: group.sample.stack, userId: group.sample.userId });
  },
});
