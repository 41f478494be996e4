import type { AppLoadContext } from "@remix-run/cloudflare";
import { unwrap } from "#app/lib/refusal.server.ts";
import { teamOf } from "#app/lib/team.server.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import { partIn } from "#packages/core/part.ts";
import { escalationPart } from "#packages/escalations/story.server.ts";
import { incidentWithStory } from "#packages/incidents/detail.server.ts";
import { getProcess } from "#packages/processes/views.server.ts";

/** `before`: the part of its timeline before that cursor. */
export async function loadDetail(context: AppLoadContext, api: ApiContext, id: string, before: string | null) {
  const shown = incidentWithStory(api, { id, ...(before ? { timelineCursor: before } : {}) });
  // Across processes the incident says whose people to ask for; within one everything is asked in the same trip.
  const door = api.processId === null ? api.in(unwrap(context, await shown).incident.processId) : api;
  const [answer, team, process] = await Promise.all([shown, teamOf(door), door.view(getProcess, {})]);
  const detail = unwrap(context, answer);
  return {
    ...detail,
    escalation: partIn(detail, escalationPart),
    team,
    across: api.processId === null,
    processName: process.ok ? process.value.name : "",
    timeZone: process.ok ? process.value.timeZone : "UTC",
  };
}

export type IncidentDetail = Awaited<ReturnType<typeof loadDetail>>;
export type DetailIncident = IncidentDetail["incident"];
export type TimelineEvent = IncidentDetail["timeline"][number];
export type Escalation = NonNullable<IncidentDetail["escalation"]>;
export type EscalationRun = Escalation["runs"][number];
