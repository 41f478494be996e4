import { z } from "zod";
import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import type { HubDb, ProcessTable } from "#packages/core/database.ts";
import type { RegisteredKind } from "#packages/core/entity.ts";
import { errors } from "#packages/core/errors.ts";
import { type FeedEvent, feedEvent } from "#packages/core/feed.ts";
import { timerSource } from "#packages/core/module.ts";
import { reaction } from "#packages/core/reaction.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { rowById, select } from "#packages/core/rows.ts";
import { deletedRecords, events } from "#packages/core/tables.ts";
import { beginningOf } from "./beginning.ts";
import { comments } from "./tables.ts";

type Comment = typeof comments.$inferSelect;

const heldOf = (db: HubDb, processId: string): Comment[] =>
  select(db, comments, "WHERE process_id = ? AND held_until > 0", [processId]);

/** The event by which the team has it; it may have left the hub while the hub was away. */
const eventOf = ({ db, processId }: Ctx, { seq }: Comment): FeedEvent | undefined =>
  select(db, events, "WHERE process_id = ? AND seq = ?", [processId, seq]).map(feedEvent)[0];

/** Fired by the timer: the time for taking it back is over, and the client has it from now on. */
export const publishComment = command({
  name: "comments.publish",
  permission: "system",
  audit: { action: "comment.publish", words: "published a comment on …", entity: "process" },
  input: z.strictObject({ id: z.string(), heldUntil: z.number().int() }),
  run(ctx, { id, heldUntil }) {
    const comment = rowById(ctx.db, comments, ctx.processId, id);
    if (comment?.heldUntil !== heldUntil) return ok(null);
    const began = eventOf(ctx, comment);
    const publishedSeq = ctx.emit({
      about: { kind: comment.aboutKind, id: comment.aboutId },
      action: "published",
      summary: began ? `${began.summary}, for the client` : "A comment for the client",
      data: { commentId: id, visibility: comment.visibility, text: beginningOf(comment.text) },
      audience: "client",
      ...(began ? { by: began.actor } : {}),
    });
    ctx.patch(comments, comment, { heldUntil: null, publishedSeq });
    return ok(null);
  },
});

export const publishing = timerSource({
  table: comments,
  alsoOn: [],
  live: heldOf,
  derive: (_, { id, heldUntil }) =>
    heldUntil === null
      ? []
      : [{ key: `comment:${id}`, dueAt: heldUntil, command: publishComment.name, input: { id, heldUntil } }],
});

/** From now on it is the team's own. */
const keepFromClient = (ctx: Ctx, comment: Comment) =>
  ctx.patch(comments, comment, { visibility: "internal", heldUntil: null });

/** Takes a comment back before the client has it: it stays in the timeline, for the team only. */
export function withdrawComment<T extends ProcessTable>(
  ctx: Ctx,
  kind: RegisteredKind<T>,
  row: T["$inferSelect"],
  commentId: string,
): Result<null> {
  const about = kind.ref(row);
  const comment = rowById(ctx.db, comments, ctx.processId, commentId);
  if (comment?.aboutKind !== about.kind || comment.aboutId !== about.id) return refuse(errors.notFound("The comment"));
  if (comment.heldUntil === null)
    return refuse(
      errors.conflict(
        comment.publishedSeq === null
          ? "It is for the team only already."
          : "The client has it already, so it can't be taken back. Write another one to put it right.",
      ),
    );
  keepFromClient(ctx, comment);
  const { reference, title } = kind.label(row);
  const summary = `${ctx.actor.name} took back a comment to the client on ${reference ?? `“${title}”`}`;
  ctx.emit({ about, action: "withdrawn", summary, data: { commentId } });
  return ok(null);
}

/** What was still held when its record was deleted does not reach the client, also when the record is brought back. */
export const withdrawOfDeleted = reaction({
  name: "comments.withdraw_of_deleted",
  on: deletedRecords,
  run(ctx, { before, after }) {
    if (before !== null || after === null) return;
    for (const comment of heldOf(ctx.db, ctx.processId))
      if (comment.aboutKind === after.kind && comment.aboutId === after.id) keepFromClient(ctx, comment);
  },
});
