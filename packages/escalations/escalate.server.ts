import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { incidentAnswer } from "#packages/incidents/answer.ts";
import { asLeft, loadIncident } from "#packages/incidents/load.server.ts";
import type { Incident } from "#packages/incidents/store.server.ts";
import { changeIncident } from "#packages/incidents/write.server.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { fire } from "./fire.server.ts";
import { EscalateIncident } from "./inputs.ts";
import { alreadyPaged, tooOften } from "./limits.server.ts";
import { nextPage } from "./next.server.ts";
import type { Channel } from "./rules.ts";
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
  answer: asLeft,
  run(ctx, input) {
    const loaded = loadIncident(ctx, { id: input.id });
    if (!loaded.ok) return loaded;
    const incident = loaded.value;
    if (incident.status === "resolved")
      return refuse(
        errors.conflict(`${incident.reference} is resolved. Reopen it to escalate.`, incidentAnswer(incident)),
      );
    const done = pageNextTier(ctx, incident, { chainId: input.chainId, seen: input.seen, verb: "escalated" });
    return done.ok ? ok(incidentAnswer(done.value.incident)) : done;
  },
});

interface Wanted {
  /** Only of this chain. */
  chainId: string | undefined;
  seen: number | undefined;
  /** What the person did to it. */
  verb: string;
  /** A word to whoever is paged. */
  note?: string | undefined;
}

/** Fires the next tier, of the chain that is at work or of one that is chosen. */
export function pageNextTier(
  ctx: Ctx,
  incident: Incident,
  { chainId, seen, verb, note }: Wanted,
): Result<{ incident: Incident; channels: readonly Channel[] }> {
  const conflict = (message: string) => refuse(errors.conflict(message, incidentAnswer(incident)));
  const chain = chainId ? chainById(ctx.db, ctx.processId, chainId) : undefined;
  if (chain === null) return refuse(errors.notFound("The chain"));
  if (chain && !chain.isActive)
    return conflict(`The chain “${chain.name}” is switched off. Choose another, or page a person.`);
  const meanwhile = alreadyPaged(ctx, incident, seen);
  if (meanwhile) return conflict(meanwhile);
  const limited = tooOften(ctx, incident);
  if (limited) return refuse(limited);
  const reach = reachIn(ctx.db, ctx.processId, mustOwnProcess(ctx.db, ctx.processId).timeZone);
  const next = nextPage(ctx, incident, { only: chain, reach, why: `${ctx.actor.name} ${verb} it` });
  if (!next) return conflict("No escalation chain fits this incident. Page a person, or choose a chain.");
  const after = needsSomebody(ctx, incident);
  fire(ctx, next.run, next.due, true, { reach, note });
  return ok({ incident: after, channels: next.due.tier.channels });
}

/** Who works on it keeps it, but somebody was paged: it needs an acknowledgement again. */
export function needsSomebody(ctx: Ctx, incident: Incident): Incident {
  if (incident.status === "open" || incident.escalatedAt !== null) return incident;
  const summary = `${ctx.actor.name} escalated ${incident.reference}: it needs an acknowledgement again`;
  return changeIncident(
    ctx,
    incident,
    { escalatedAt: ctx.now, escalatedById: ctx.actor.id },
    { action: "escalated", summary },
  );
}
