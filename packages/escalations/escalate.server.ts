import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { incidentAnswer } from "#packages/incidents/answer.ts";
import { loadIncident } from "#packages/incidents/load.server.ts";
import type { Incident } from "#packages/incidents/store.server.ts";
import { changeIncident } from "#packages/incidents/write.server.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { fire } from "./fire.server.ts";
import { EscalateIncident } from "./inputs.ts";
import { alreadyPaged, tooOften } from "./limits.server.ts";
import { nextPage } from "./next.server.ts";
import { chainById, reachIn } from "./store.server.ts";

/**
 * By hand: the next tier now instead of at its time. Of an incident that somebody has, the tier after those that have
 * fired, and it needs an acknowledgement again; with nothing left, the chain anew.
 */
export const escalateIncident = command({
  name: "escalations.escalate",
  permission: "escalations.run",
  audit: { action: "incident.escalate", words: "escalated …", entity: "incident" },
  input: EscalateIncident,
  run(ctx, input) {
    const loaded = loadIncident(ctx, { id: input.id });
    if (!loaded.ok) return loaded;
    const incident = loaded.value;
    const conflict = (message: string) => refuse(errors.conflict(message, incidentAnswer(incident)));
    if (incident.status === "resolved") return conflict(`${incident.reference} is resolved. Reopen it to escalate.`);
    const chain = input.chainId ? chainById(ctx.db, ctx.processId, input.chainId) : undefined;
    if (chain === null) return refuse(errors.notFound("The chain"));
    const meanwhile = alreadyPaged(ctx, incident, input.seen);
    if (meanwhile) return conflict(meanwhile);
    const limited = tooOften(ctx, incident);
    if (limited) return refuse(limited);
    const reach = reachIn(ctx.db, ctx.processId, mustOwnProcess(ctx.db, ctx.processId).timeZone);
    const next = nextPage(ctx, incident, { only: chain, reach, why: `${ctx.actor.name} escalated it` });
    if (!next) return conflict("No escalation chain fits this incident. Create one, or choose one.");
    const after = needsSomebody(ctx, incident);
    fire(ctx, next.run, next.due, true, reach);
    return ok(incidentAnswer(after));
  },
});

/** Who works on it keeps it, but somebody was paged: it needs an acknowledgement again. */
function needsSomebody(ctx: Ctx, incident: Incident): Incident {
  if (incident.status === "open" || incident.escalatedAt !== null) return incident;
  const summary = `${ctx.actor.name} escalated ${incident.reference}: it needs an acknowledgement again`;
  return changeIncident(ctx, incident, { escalatedAt: ctx.now }, { action: "escalated", summary });
}
