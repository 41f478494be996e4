import { withdrawComment } from "#packages/comments/publishing.server.ts";
import { addComment, watch } from "#packages/comments/write.server.ts";
import { command } from "#packages/core/command.ts";
import { ok } from "#packages/core/result.ts";
import { settingOf } from "#packages/core/settings.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { unattendedMail } from "../emails.tsx";
import { incidentKind } from "../entity.server.ts";
import { CommentOnIncident, RemindOfIncident, WatchIncident, WithdrawComment } from "../inputs.ts";
import { loadIncident } from "../load.server.ts";
import { reminderDueAt } from "../rules.ts";
import { incidentSettings } from "../settings.ts";
import { incidents } from "../tables.ts";
import { emitFor } from "../write.server.ts";

export const commentOnIncident = command({
  name: "incidents.comment",
  permission: "incidents.update",
  audit: { action: "incident.comment", words: "commented on …", entity: "incident" },
  input: CommentOnIncident,
  run(ctx, { id, ...comment }) {
    const incident = loadIncident(ctx, { id });
    if (!incident.ok) return incident;
    // Only that something happened to it. Somebody writing in a field shouldn't be told of an edit, so the version stays.
    ctx.patch(incidents, incident.value, {});
    return ok(addComment(ctx, incidentKind, incident.value, comment));
  },
});

/** Before the client has it. Done however much else the person has done this minute: a message can't be called back later. */
export const withdrawIncidentComment = command({
  name: "incidents.withdraw_comment",
  permission: "incidents.update",
  audit: { action: "incident.withdraw_comment", words: "took a comment on … back", entity: "incident" },
  neverLimited: true,
  input: WithdrawComment,
  run(ctx, { id, commentId }) {
    const incident = loadIncident(ctx, { id });
    return incident.ok ? withdrawComment(ctx, incidentKind, incident.value, commentId) : incident;
  },
});

export const watchIncident = command({
  name: "incidents.watch",
  permission: "incidents.view",
  audit: { action: "incident.watch", words: "changed who watches …", entity: "incident" },
  input: WatchIncident,
  run(ctx, { id, watching }) {
    const incident = loadIncident(ctx, { id });
    return incident.ok ? watch(ctx, incidentKind, incident.value, watching) : incident;
  },
});

/** Fired by the timer: an incident stayed open with nobody on it. Once for each time that nobody has it. */
export const remindOfIncident = command({
  name: "incidents.remind",
  permission: "system",
  audit: { action: "incident.remind", words: "reminded the team of …", entity: "incident" },
  input: RemindOfIncident,
  run(ctx, input) {
    const incident = loadIncident(ctx, { id: input.incidentId });
    if (!incident.ok) return incident;
    const process = mustOwnProcess(ctx.db, ctx.processId);
    const minutes = settingOf(ctx.db, ctx.processId, incidentSettings.unattendedMinutes);
    const due = reminderDueAt(incident.value, minutes);
    if (due === null || incident.value.unattendedSince !== input.since) return ok(null);
    const summary = `Nobody has taken ${incident.value.reference} for ${minutes} minutes`;
    // Not an edit: whoever is writing in a field has no conflict with it, so the version stays.
    const after = ctx.patch(incidents, incident.value, { reminderSentAt: ctx.now });
    emitFor(ctx, after, { action: "unattended", summary });
    ctx.notify(unattendedMail(ctx, process, after, minutes));
    return ok(null);
  },
});
