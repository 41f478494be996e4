import { command } from "#packages/core/command.ts";
import { errors } from "#packages/core/errors.ts";
import { can } from "#packages/core/permissions.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { incidentAnswer } from "../answer.ts";
import { assigneeProblem } from "../assign.server.ts";
import { urgencyRank } from "../attention.ts";
import { assignedMail, createdMail } from "../emails.tsx";
import { CreateIncident } from "../inputs.ts";
import { openedTooMany } from "../limits.server.ts";
import { asLeft } from "../load.server.ts";
import { incidentsCounted, priorityFor, priorityRank, severityRank } from "../rules.ts";
import { incidents } from "../tables.ts";
import { emitFor } from "../write.server.ts";
import { moveIncident } from "./move.server.ts";

export const createIncident = command({
  name: "incidents.create",
  permission: "incidents.create",
  audit: { action: "incident.create", words: "opened …", entity: "incident" },
  input: CreateIncident,
  answer: asLeft,
  run(ctx, input) {
    const { takeIt = false, assignedToId: given = null, ...fields } = input;
    const assignedToId = takeIt && ctx.actor.kind === "user" ? ctx.actor.id : given;
    const problem = assigneeProblem(ctx, assignedToId) ?? openedTooMany(ctx);
    if (problem) return refuse(problem);
    if (
      assignedToId &&
      assignedToId !== ctx.actor.id &&
      ctx.actor.kind !== "system" &&
      !can(ctx.actor.permissions, "incidents.assign")
    ) {
      return refuse(errors.forbidden("You can take an incident yourself; assigning others needs a manager."));
    }
    const process = mustOwnProcess(ctx.db, ctx.processId);
    const number = ctx.count(incidentsCounted, 1);
    const priority = input.priority ?? priorityFor(input.severity);
    const opened = {
      severity: input.severity,
      status: "open" as const,
      assignedToId,
      openedAt: ctx.now,
      escalatedAt: null,
      escalatedById: null,
      resolvedAt: null,
      pagesToCome: false,
    };
    const incident = ctx.put(incidents, {
      ...fields,
      id: ctx.newId("incident"),
      number,
      reference: `${process.slug.toUpperCase()}-${number}`,
      severityRank: severityRank(input.severity),
      priority,
      priorityRank: priorityRank(priority),
      isActive: true,
      ...opened,
      urgencyRank: urgencyRank(opened),
      source: "manual",
      reportedById: ctx.actor.id,
      openingAt: ctx.now,
      opening: 1,
      unattendedSince: assignedToId === null ? ctx.now : null,
      version: 1,
    });
    emitFor(ctx, incident, {
      action: "created",
      summary: `${ctx.actor.name} opened ${incident.reference}: ${incident.title}`,
      data: { severity: incident.severity, clientVisible: incident.clientVisible },
    });
    ctx.notify(createdMail(ctx, process, incident));
    if (assignedToId && assignedToId !== ctx.actor.id) ctx.notify(assignedMail(ctx, process, incident, assignedToId));
    const left = takeIt ? moveIncident(ctx, incident, "acknowledged") : ok(incident);
    return left.ok ? ok(incidentAnswer(left.value)) : left;
  },
});
