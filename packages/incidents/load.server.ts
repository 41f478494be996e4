import type { Ctx } from "#packages/core/context.ts";
import { missing } from "#packages/core/deletion.ts";
import { recordFor } from "#packages/core/entity.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { type IncidentAnswer, incidentAnswer } from "./answer.ts";
import { incidentKind } from "./entity.server.ts";
import { type Incident, incidents } from "./tables.ts";

/** An incident as the reactions to a verb have left it: for `Command.answer`. */
export function asLeft(ctx: Ctx, answer: IncidentAnswer): IncidentAnswer {
  const left = ctx.present(incidents, answer.id);
  return left ? incidentAnswer(left) : answer;
}

/** The incident a verb is about, as it stands; refused when it is gone or the caller saw an older version. */
export function loadIncident(ctx: Ctx, input: { id: string; version?: number | undefined }): Result<Incident> {
  const incident = recordFor(ctx, incidentKind, input.id);
  if (!incident) return refuse(missing(ctx, incidentKind, input.id, "the incident"));
  if (input.version !== undefined && input.version !== incident.version) {
    const message =
      "Somebody changed this incident while you were writing. Nothing of yours was lost: compare the two and save again.";
    return refuse(errors.conflict(message, incidentAnswer(incident)));
  }
  return ok(incident);
}
