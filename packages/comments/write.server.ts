import type { z } from "zod";
import { toIsoOrNull } from "#packages/core/clock.ts";
import type { Ctx } from "#packages/core/context.ts";
import type { ProcessTable } from "#packages/core/database.ts";
import type { RegisteredKind } from "#packages/core/entity.ts";
import { errors } from "#packages/core/errors.ts";
import type { FeedEvent } from "#packages/core/feed.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { rowById } from "#packages/core/rows.ts";
import { beginningOf } from "./beginning.ts";
import type { commentInput } from "./inputs.ts";
import { heldMs } from "./rules.ts";
import { comments, watchers } from "./tables.ts";

type Commented = z.output<z.ZodObject<typeof commentInput>>;

/**
 * Comments on a record. Answers the event as the record's timeline will show it, with the whole text. What is for the client too is
 * held first: see `publishing.server.ts`.
 */
export function addComment<T extends ProcessTable>(
  ctx: Ctx,
  kind: RegisteredKind<T>,
  row: T["$inferSelect"],
  { text, visibility }: Commented,
): FeedEvent {
  const about = kind.ref(row);
  const { reference, title } = kind.label(row);
  const id = ctx.newId("comment");
  const action = "commented";
  const summary = `${ctx.actor.name} commented on ${reference ?? `“${title}”`}`;
  const heldUntil = visibility === "external" ? ctx.now + heldMs : null;
  const data = { commentId: id, visibility, text, heldUntil: toIsoOrNull(heldUntil) };
  // The event goes to everyone who watches: the whole text is for those who open the record.
  const seq = ctx.emit({ about, action, summary, data: { ...data, text: beginningOf(text) } });
  ctx.put(comments, {
    id,
    aboutKind: about.kind,
    aboutId: about.id,
    seq,
    authorId: ctx.actor.id,
    visibility,
    heldUntil,
    text,
  });
  const { id: actorId, name, kind: actorKind } = ctx.actor;
  return {
    seq,
    type: `${about.kind}.${action}`,
    entity: about.kind,
    entityId: about.id,
    entityNumber: reference,
    action,
    actor: { id: actorId, name, kind: actorKind },
    at: new Date(ctx.now).toISOString(),
    summary,
    data,
  };
}

/** Begins or ends watching a record, for the one who asks. */
export function watch<T extends ProcessTable>(
  ctx: Ctx,
  kind: RegisteredKind<T>,
  row: T["$inferSelect"],
  watching: boolean,
): Result<{ watching: boolean }> {
  const { id: userId, kind: actorKind } = ctx.actor;
  if (!userId || actorKind !== "user")
    return refuse(errors.forbidden("Only people of this process can watch its records."));
  const about = kind.ref(row);
  const id = `${about.id}:${userId}`;
  const present = rowById(ctx.db, watchers, ctx.processId, id);
  if (watching && !present) ctx.put(watchers, { id, aboutKind: about.kind, aboutId: about.id, userId });
  if (!watching && present) ctx.remove(watchers, present);
  return ok({ watching });
}
