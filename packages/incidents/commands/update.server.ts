import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { canonicalJson, type Json } from "#packages/core/json.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { userById } from "#packages/users/queries.server.ts";
import { incidentAnswer } from "../answer.ts";
import { assigneeProblem, mayAssign } from "../assign.server.ts";
import { assignedMail } from "../emails.tsx";
import { UpdateIncident } from "../inputs.ts";
import { asLeft, loadIncident } from "../load.server.ts";
import type { Incident } from "../tables.ts";
import { changeIncident, cutForFeed } from "../write.server.ts";
import { acknowledgeAgain, moveIncident } from "./move.server.ts";

const fieldWords: Record<string, string> = {
  title: "title",
  description: "description",
  severity: "severity",
  priority: "priority",
  tags: "tags",
  assignedToId: "assignee",
  squad: "squad",
  faultReported: "reported fault",
  rootCause: "root cause",
  actionTaken: "action taken",
  inScope: "scope",
  clientVisible: "client visibility",
};

const shown = (value: Json | undefined): Json => (typeof value === "string" ? cutForFeed(value) : (value ?? null));

/** Gives the incident to a person (or to nobody) and tells them. Part of an edit and of a bulk action. */
export function assignIncident(ctx: Ctx, incident: Incident, assignedToId: string | null): Result<Incident> {
  if (incident.assignedToId === assignedToId) return ok(incident);
  const problem = assigneeProblem(ctx, assignedToId);
  if (problem) return refuse(problem);
  if (!mayAssign(ctx, incident.assignedToId, assignedToId)) {
    return refuse(errors.forbidden("You can take an incident yourself; assigning others needs a manager."));
  }
  const person = assignedToId ? userById(ctx.db, ctx.processId, assignedToId) : null;
  const whom = person ? (person.id === ctx.actor.id ? "took" : `assigned ${person.name} to`) : "unassigned";
  const after = changeIncident(
    ctx,
    incident,
    { assignedToId },
    {
      action: "assigned",
      summary: `${ctx.actor.name} ${whom} ${incident.reference}`,
      data: { assignedToId, assignedTo: person?.name ?? null },
    },
  );
  if (person && person.id !== ctx.actor.id)
    ctx.notify(assignedMail(ctx, mustOwnProcess(ctx.db, ctx.processId), after, person.id));
  return ok(after);
}

export const updateIncident = command({
  name: "incidents.update",
  permission: "incidents.update",
  audit: { action: "incident.update", words: "changed …", entity: "incident" },
  input: UpdateIncident,
  answer: asLeft,
  run(ctx, input) {
    const found = loadIncident(ctx, input);
    if (!found.ok) return found;
    let incident = found.value;
    const { id: _id, version: _version, status, assignedToId, ...edits } = input;
    const changed = Object.entries(edits).filter(
      ([name, value]) =>
        value !== undefined && canonicalJson(value) !== canonicalJson(incident[name as keyof Incident]),
    );
    if (changed.length > 0) {
      const summary = `${ctx.actor.name} changed the ${changed.map(([name]) => fieldWords[name]).join(", ")} of ${incident.reference}`;
      const data = {
        fields: Object.fromEntries(
          changed.map(([name, value]) => [
            name,
            { before: shown(incident[name as keyof Incident]), after: shown(value) },
          ]),
        ),
      };
      incident = changeIncident(ctx, incident, Object.fromEntries(changed), { action: "updated", summary, data });
    }
    if (assignedToId !== undefined) {
      const assigned = assignIncident(ctx, incident, assignedToId);
      if (!assigned.ok) return assigned;
      incident = assigned.value;
    }
    // Escalated by hand since: whoever says only that it is acknowledged, or worked on, acknowledges it again. Not one who
    // sends the status along with an edit.
    const saysOnly = Object.keys(edits).length === 0 && assignedToId === undefined;
    if (saysOnly && status === incident.status && incident.escalatedAt !== null)
      incident = acknowledgeAgain(ctx, incident);
    else if (status !== undefined && status !== incident.status) {
      const moved = moveIncident(ctx, incident, status);
      if (!moved.ok) return moved;
      incident = moved.value;
    }
    return ok(incidentAnswer(incident));
  },
});
