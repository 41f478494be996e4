import type { Changes, Ctx } from "#packages/core/context.ts";
import { cut } from "#packages/core/well-formed.ts";
import { urgencyRank } from "./attention.ts";
import { incidentKind } from "./entity.server.ts";
import { isActive, isUnattended, priorityRank, severityRank } from "./rules.ts";
import { type Incident, incidents } from "./tables.ts";

export interface IncidentEvent {
  action: string;
  summary: string;
  data?: Parameters<Ctx["emit"]>[0]["data"];
}

const shownLength = 300;

/** The feed goes to everyone who watches: a long text is cut there. The audit log has all of it. */
export const cutForFeed = (text: string): string => (text.length > shownLength ? `${cut(text, shownLength)}…` : text);

export function emitFor(ctx: Ctx, incident: Incident, event: IncidentEvent): number {
  return ctx.emit({ about: incidentKind.ref(incident), ...event });
}

/** Every change of an incident goes through here: derived columns follow. Counters and tags follow the row. */
export function changeIncident(
  ctx: Ctx,
  incident: Incident,
  changes: Changes<typeof incidents>,
  event: IncidentEvent,
): Incident {
  const severity = changes.severity ?? incident.severity;
  const priority = changes.priority ?? incident.priority;
  const status = changes.status ?? incident.status;
  const changed = { ...incident, ...changes };
  const after = ctx.patch(incidents, incident, {
    ...changes,
    severityRank: severityRank(severity),
    priorityRank: priorityRank(priority),
    urgencyRank: urgencyRank(changed),
    isActive: isActive(status),
    ...unattended(ctx, incident, changed),
    version: incident.version + 1,
  });
  emitFor(ctx, after, event);
  return after;
}

/**
 * Called by whoever pages, when that changes: whether somebody will still be paged for an incident. No edit, so the version stays:
 * whoever is writing in a field has no conflict with it.
 */
export function keepPagesToCome(ctx: Ctx, incidentId: string, pagesToCome: boolean): void {
  const incident = ctx.present(incidents, incidentId);
  if (!incident || incident.pagesToCome === pagesToCome) return;
  ctx.patch(incidents, incident, { pagesToCome, urgencyRank: urgencyRank({ ...incident, pagesToCome }) });
}

/** A time with nobody on it begins when the last person lets go of it or it is opened again, and has a reminder of its own. */
function unattended(ctx: Ctx, before: Incident, after: Incident): Changes<typeof incidents> {
  if (!isUnattended(after)) return { unattendedSince: null };
  return isUnattended(before) ? {} : { unattendedSince: ctx.now, reminderSentAt: null };
}
