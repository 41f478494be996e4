import { command } from "#packages/core/command.ts";
import { errors } from "#packages/core/errors.ts";
import type { FeedEvent } from "#packages/core/feed.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { rowById } from "#packages/core/rows.ts";
import { cut } from "#packages/core/well-formed.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { unattendedMail } from "../emails.tsx";
import { CommentOnIncident, RemindOfIncident, WatchIncident } from "../inputs.ts";
import { loadIncident } from "../load.server.ts";
import { reminderDueAt } from "../rules.ts";
import { incidentComments, incidents, incidentWatchers } from "../tables.ts";
import { emitFor } from "../write.server.ts";

const shownInFeed = 200;
const beginningOf = (text: string) => (text.length > shownInFeed ? `${cut(text, shownInFeed)}…` : text);

export const commentOnIncident = command({
  name: "incidents.comment",
  permission: "incidents.update",
  audit: { action: "incident.comment", entity: "incident" },
  input: CommentOnIncident,
  run(ctx, input) {
    const incident = loadIncident(ctx, { id: input.id });
    if (!incident.ok) return incident;
    // Not an edit: somebody writing in a field shouldn't be told that a comment came in between, so the version stays.
    ctx.patch(incidents, incident.value, { commentCount: incident.value.commentCount + 1 });
    const comment = { id: ctx.newId("comment"), visibility: input.visibility, text: input.text };
    const event = {
      action: "commented",
      summary: `${ctx.actor.name} commented on ${incident.value.reference}`,
      data: { commentId: comment.id, visibility: comment.visibility, text: comment.text },
    };
    // The event goes to everyone who watches: the whole text is for those who open the incident.
    const told = { ...event, data: { ...event.data, text: beginningOf(comment.text) } };
    const seq = emitFor(ctx, incident.value, told);
    ctx.put(incidentComments, { ...comment, incidentId: incident.value.id, seq, authorId: ctx.actor.id });
    const { id: entityId, reference: entityNumber } = incident.value;
    const { id, name, kind } = ctx.actor;
    const at = new Date(ctx.now).toISOString();
    return ok<FeedEvent>({
      seq,
      type: "incident.commented",
      entity: "incident",
      entityId,
      entityNumber,
      actor: { id, name, kind },
      at,
      ...event,
    });
  },
});

export const watchIncident = command({
  name: "incidents.watch",
  permission: "incidents.view",
  audit: { action: "incident.watch", entity: "incident" },
  input: WatchIncident,
  run(ctx, input) {
    const incident = loadIncident(ctx, { id: input.id });
    if (!incident.ok) return incident;
    if (!ctx.actor.id || ctx.actor.kind !== "user")
      return refuse(errors.forbidden("Only people of this process can watch its incidents."));
    const id = `${incident.value.id}:${ctx.actor.id}`;
    const present = rowById(ctx.db, incidentWatchers, ctx.processId, id);
    if (input.watching && !present)
      ctx.put(incidentWatchers, { id, incidentId: incident.value.id, userId: ctx.actor.id });
    if (!input.watching && present) ctx.remove(incidentWatchers, present);
    return ok({ watching: input.watching });
  },
});

/** Fired by the timer: an incident stayed open with nobody on it. Once for each time that nobody has it. */
export const remindOfIncident = command({
  name: "incidents.remind",
  permission: "system",
  audit: { action: "incident.remind", entity: "incident" },
  input: RemindOfIncident,
  run(ctx, input) {
    const incident = loadIncident(ctx, { id: input.incidentId });
    if (!incident.ok) return incident;
    const process = mustOwnProcess(ctx.db, ctx.processId);
    const due = reminderDueAt(incident.value, process.settings.unattendedMinutes);
    if (due === null || incident.value.unattendedSince !== input.since) return ok(null);
    const summary = `Nobody has taken ${incident.value.reference} for ${process.settings.unattendedMinutes} minutes`;
    // Not an edit: whoever is writing in a field has no conflict with it, so the version stays.
    const after = ctx.patch(incidents, incident.value, { reminderSentAt: ctx.now });
    emitFor(ctx, after, { action: "unattended", summary });
    ctx.notify(unattendedMail(ctx, process, after));
    return ok(null);
  },
});
