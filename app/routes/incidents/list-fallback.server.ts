import { type ApiContext, mapped } from "#packages/core/endpoint.ts";
import type { Page } from "#packages/core/paging.ts";
import type { Result } from "#packages/core/result.ts";
import { spanning } from "#packages/core/spanning.ts";
import type { IncidentAnswer } from "#packages/incidents/answer.ts";
import { byUrgency } from "#packages/incidents/attention.ts";
import type { ListIncidents } from "#packages/incidents/inputs.ts";
import { activeIncidents } from "#packages/incidents/views.server.ts";

/** The list while D1 is away: what is active, asked of the hubs, in the default order, on one page. */
export async function activeFromHubs(
  api: ApiContext,
  filter: ListIncidents,
  found: ReadonlyMap<string, string> | null,
): Promise<Result<Page<IncidentAnswer>>> {
  const active = await spanning(api, (door) => door.view(activeIncidents, { limit: 200 }));
  const wanted = (incident: IncidentAnswer) => fits(incident, filter) && (found === null || found.has(incident.id));
  return mapped(active, ({ items }) => ({ items: items.filter(wanted).sort(byUrgency), nextCursor: null }));
}

function fits(incident: IncidentAnswer, filter: ListIncidents): boolean {
  const { status, severity, attention, priority, source, tag, assignedToId } = filter;
  return (
    (status?.includes(incident.status) ?? true) &&
    (severity?.includes(incident.severity) ?? true) &&
    (attention?.includes(incident.attention) ?? true) &&
    (priority?.includes(incident.priority) ?? true) &&
    (source?.includes(incident.source) ?? true) &&
    (tag === undefined || incident.tags.includes(tag)) &&
    (assignedToId === undefined || incident.assignedToId === (assignedToId === "none" ? null : assignedToId))
  );
}
