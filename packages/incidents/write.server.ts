import type { Changes, Ctx } from "#packages/core/context.ts";
import { lookup } from "#packages/core/rows.ts";
import { incidentKind } from "./entity.server.ts";
import { counterOf, isActive, isUnattended, priorityRank, severityRank } from "./rules.ts";
import { type Incident, incidents, incidentTags } from "./tables.ts";

const tagsByIncident = lookup(incidentTags, ["incidentId"]);

export interface IncidentEvent {
  action: string;
  summary: string;
  data?: Parameters<Ctx["emit"]>[0]["data"];
}

export function emitFor(ctx: Ctx, incident: Incident, event: IncidentEvent): number {
  return ctx.emit({ about: incidentKind.ref(incident), ...event });
}

/** Every change of an incident goes through here: derived columns, counters and tags follow. */
export function changeIncident(
  ctx: Ctx,
  incident: Incident,
  changes: Changes<typeof incidents>,
  event: IncidentEvent,
): Incident {
  const severity = changes.severity ?? incident.severity;
  const priority = changes.priority ?? incident.priority;
  const status = changes.status ?? incident.status;
  const after = ctx.patch(incidents, incident, {
    ...changes,
    severityRank: severityRank(severity),
    priorityRank: priorityRank(priority),
    isActive: isActive(status),
    ...unattended(ctx, incident, { ...incident, ...changes }),
    version: incident.version + 1,
  });
  if (counterOf(incident) !== counterOf(after)) {
    ctx.count(counterOf(incident), -1);
    ctx.count(counterOf(after), 1);
  }
  if (changes.tags) writeTags(ctx, after);
  emitFor(ctx, after, event);
  return after;
}

/** A time with nobody on it begins when the last person lets go of it or it is opened again, and has a reminder of its own. */
function unattended(ctx: Ctx, before: Incident, after: Incident): Changes<typeof incidents> {
  if (!isUnattended(after)) return { unattendedSince: null };
  return isUnattended(before) ? {} : { unattendedSince: ctx.now, reminderSentAt: null };
}

/** Brings the tag rows (what a filter by tag reads) in line with the incident. */
export function writeTags(ctx: Ctx, incident: Incident): void {
  const present = tagsByIncident.all(ctx.db, ctx.processId, { incidentId: incident.id });
  for (const row of present) if (!incident.tags.includes(row.tag)) ctx.remove(incidentTags, row);
  const known = new Set(present.map((row) => row.tag));
  for (const tag of incident.tags) {
    if (!known.has(tag))
      ctx.put(incidentTags, { id: `${incident.id}:${tag}`, tag, incidentId: incident.id, openedAt: incident.openedAt });
  }
}
