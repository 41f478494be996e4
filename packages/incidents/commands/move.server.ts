import { command } from "#packages/core/command.ts";
import type { Changes, Ctx } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { settingOf } from "#packages/core/settings.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { incidentAnswer } from "../answer.ts";
import { inProgressMail, resolvedMail } from "../emails.tsx";
import { MoveIncident, ReopenIncident, ResolveIncident } from "../inputs.ts";
import { asLeft, loadIncident } from "../load.server.ts";
import { canMove, resolveProblem, type Status, statusWords } from "../rules.ts";
import { incidentSettings } from "../settings.ts";
import type { Incident, incidents } from "../tables.ts";
import { changeIncident, cutForFeed } from "../write.server.ts";

type Fields = Changes<typeof incidents>;

const sentence: Record<Status, (name: string, reference: string) => string> = {
  open: (name, reference) => `${name} reopened ${reference}`,
  acknowledged: (name, reference) => `${name} acknowledged ${reference}`,
  in_progress: (name, reference) => `${name} is working on ${reference}`,
  resolved: (name, reference) => `${name} resolved ${reference}`,
};
const actionOf: Record<Status, string> = {
  open: "reopened",
  acknowledged: "acknowledged",
  in_progress: "started",
  resolved: "resolved",
};

const notEscalated = { escalatedAt: null, escalatedById: null };

/** What a status brings with it besides itself. */
function fieldsOf(ctx: Ctx, incident: Incident, to: Status): Fields {
  const holder = incident.assignedToId ?? (ctx.actor.kind === "user" ? ctx.actor.id : null);
  const acknowledged = {
    acknowledgedAt: incident.acknowledgedAt ?? ctx.now,
    acknowledgedById: incident.acknowledgedById ?? ctx.actor.id,
  };
  switch (to) {
    case "acknowledged":
    case "in_progress":
      return { status: to, assignedToId: holder, ...notEscalated, ...acknowledged };
    case "resolved":
      return { status: to, assignedToId: holder, resolvedAt: ctx.now, ...notEscalated };
    case "open":
      // Whoever had it, or resolved it, has not been told that it is theirs again: until somebody takes it nobody has it.
      return {
        status: to,
        assignedToId: null,
        resolvedAt: null,
        acknowledgedAt: null,
        acknowledgedById: null,
        reminderSentAt: null,
        openingAt: ctx.now,
        opening: incident.opening + 1,
      };
  }
}

/** What was found out, for the timeline to quote. */
function found({ rootCause: before }: Incident, { rootCause = before }: Fields): { rootCause?: string } {
  return rootCause ? { rootCause: cutForFeed(rootCause) } : {};
}

function cannotMove({ reference, status }: Incident, to: Status): string {
  const [now, wanted] = [statusWords[status].toLowerCase(), statusWords[to].toLowerCase()];
  return status === to
    ? `${reference} is ${now} already.`
    : `${reference} is ${now} and cannot become ${wanted} from there.`;
}

/** The one way a status changes: refused where the lifecycle doesn't allow it, told (unless `quietly`) to those who must hear. */
export function moveIncident(
  ctx: Ctx,
  incident: Incident,
  to: Status,
  extra: Fields = {},
  { note, quietly }: { note?: string | undefined; quietly?: boolean } = {},
): Result<Incident> {
  if (!canMove(incident.status, to)) return refuse(errors.conflict(cannotMove(incident, to), incidentAnswer(incident)));
  const process = mustOwnProcess(ctx.db, ctx.processId);
  if (to === "resolved") {
    const rootCause = extra.rootCause === undefined ? incident.rootCause : extra.rootCause;
    const requireRcaFor = settingOf(ctx.db, ctx.processId, incidentSettings.requireRcaFor);
    const problem = resolveProblem(extra.severity ?? incident.severity, rootCause, requireRcaFor);
    if (problem) return refuse(errors.invalid(problem, { rootCause: ["Needed before resolving."] }));
  }
  const summary = note
    ? `${sentence[to](ctx.actor.name, incident.reference)}: ${note}`
    : sentence[to](ctx.actor.name, incident.reference);
  const after = changeIncident(
    ctx,
    incident,
    { ...fieldsOf(ctx, incident, to), ...extra },
    {
      action: actionOf[to],
      summary,
      data: { from: incident.status, to, ...(to === "resolved" && found(incident, extra)) },
    },
  );
  if (quietly) return ok(after);
  if (to === "in_progress") ctx.notify(inProgressMail(ctx, process, after));
  if (to === "resolved") ctx.notify(resolvedMail(ctx, process, after));
  return ok(after);
}

/** It is theirs who take it, whoever had it before. */
const taker = (ctx: Ctx): Fields => (ctx.actor.kind === "user" && ctx.actor.id ? { assignedToId: ctx.actor.id } : {});

const answer = (result: Result<Incident>) => (result.ok ? ok(incidentAnswer(result.value)) : result);

export const acknowledgeIncident = command({
  name: "incidents.acknowledge",
  permission: "incidents.update",
  audit: { action: "incident.acknowledge", words: "acknowledged …", entity: "incident" },
  neverLimited: true,
  input: MoveIncident,
  answer: asLeft,
  run(ctx, input) {
    const incident = loadIncident(ctx, input);
    if (!incident.ok) return incident;
    return answer(acknowledge(ctx, incident.value));
  },
});

export function acknowledge(ctx: Ctx, incident: Incident): Result<Incident> {
  if (incident.escalatedAt !== null) return ok(acknowledgeAgain(ctx, incident));
  // Two people press it at the same moment: both wanted it acknowledged, and it is.
  if (incident.status === "acknowledged") return ok(incident);
  return moveIncident(ctx, incident, "acknowledged");
}

/** Escalated by hand since it was acknowledged: this stops those pages. Who works on it goes on; the first acknowledgement counts. */
export function acknowledgeAgain(ctx: Ctx, incident: Incident): Incident {
  const summary = sentence.acknowledged(ctx.actor.name, incident.reference);
  const data = { from: incident.status, to: incident.status };
  return changeIncident(ctx, incident, notEscalated, { action: actionOf.acknowledged, summary, data });
}

export const resolveIncident = command({
  name: "incidents.resolve",
  permission: "incidents.update",
  audit: { action: "incident.resolve", words: "resolved …", entity: "incident" },
  input: ResolveIncident,
  answer: asLeft,
  run(ctx, input) {
    const incident = loadIncident(ctx, input);
    if (!incident.ok) return incident;
    const { rootCause, actionTaken } = input;
    const told = {
      ...(rootCause === undefined ? {} : { rootCause }),
      ...(actionTaken === undefined ? {} : { actionTaken }),
    };
    return answer(moveIncident(ctx, incident.value, "resolved", told));
  },
});

export const reopenIncident = command({
  name: "incidents.reopen",
  permission: "incidents.update",
  audit: { action: "incident.reopen", words: "reopened …", entity: "incident" },
  input: ReopenIncident,
  answer: asLeft,
  run(ctx, input) {
    const incident = loadIncident(ctx, input);
    if (!incident.ok) return incident;
    const opened = moveIncident(ctx, incident.value, "open", {}, { note: input.reason });
    return answer(opened.ok && input.takeIt ? moveIncident(ctx, opened.value, "acknowledged", taker(ctx)) : opened);
  },
});
