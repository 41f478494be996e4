import { command } from "#packages/core/command.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { acknowledgementOf, holdAcknowledgement } from "../acknowledgement.server.ts";
import { incidentAnswer } from "../answer.ts";
import { RenewIncident } from "../inputs.ts";
import { loadIncident } from "../load.server.ts";
import { emitFor } from "../write.server.ts";

/** "I still have it": the acknowledgement holds anew from now on, as that of whoever says so. */
export const renewAcknowledgement = command({
  name: "incidents.renew",
  permission: "incidents.update",
  audit: { action: "incident.renew", words: "still works on …", entity: "incident" },
  neverLimited: true,
  input: RenewIncident,
  run(ctx, input) {
    const loaded = loadIncident(ctx, input);
    if (!loaded.ok) return loaded;
    const incident = loaded.value;
    const { id, name } = ctx.actor;
    const conflict = (why: string) => refuse(errors.conflict(`${incident.reference} ${why}`, incidentAnswer(incident)));
    if (incident.status !== "acknowledged") return conflict("is not acknowledged: there is nothing to renew.");
    if (incident.escalatedAt !== null) return conflict("needs an acknowledgement again. Acknowledge it.");
    if (!acknowledgementOf(ctx.db, incident) || id === null) return conflict("is acknowledged without an end.");
    holdAcknowledgement(ctx, incident, { id, name });
    emitFor(ctx, incident, { action: "renewed", summary: `${name} still has ${incident.reference}` });
    return ok(incidentAnswer(incident));
  },
});
