import { z } from "zod";
import type { HubDb } from "#packages/core/database.ts";
import { remembered } from "#packages/core/remembered.ts";
import { ok } from "#packages/core/result.ts";
import { select } from "#packages/core/rows.ts";
import { events } from "#packages/core/tables.ts";
import { view } from "#packages/core/view.ts";
import { startOfToday } from "#packages/core/zones.ts";
import { incidentAnswer } from "#packages/incidents/answer.ts";
import { incidentKind } from "#packages/incidents/entity.server.ts";
import { activeCounts, activeOf, unattendedCount } from "#packages/incidents/store.server.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { userById } from "#packages/users/queries.server.ts";

const shown = 100;

/** How many events there were since a moment: from the numbers of the first and the last, because they are gapless. */
function eventsSince(db: HubDb, processId: string, since: number): number {
  const [first] = select(db, events, "WHERE process_id = ? AND at >= ? ORDER BY at, seq LIMIT 1", [processId, since]);
  const [last] = select(db, events, "WHERE process_id = ? ORDER BY seq DESC LIMIT 1", [processId]);
  return first && last ? last.seq - first.seq + 1 : 0;
}

/** The live numbers, from the hub: right even when D1 is late. */
export const dashboard = view({
  name: "dashboard.show",
  permission: "dashboard.view",
  input: z.object({}),
  run(ctx) {
    const { timeZone, slug, name } = mustOwnProcess(ctx.db, ctx.processId);
    const bySeverity = activeCounts(ctx.db, ctx.processId);
    const { db, processId } = ctx;
    const active = activeOf(db, processId, shown);
    const parts = ctx.listParts(incidentKind, active);
    const names = remembered((id: string) => userById(db, processId, id)?.name ?? null);
    return ok({
      openIncidents: Object.values(bySeverity).reduce((sum, count) => sum + count, 0),
      openIncidentsBySeverity: bySeverity,
      /** Those on which nobody works and for which nobody will be paged. */
      unattendedIncidents: unattendedCount(db, processId),
      openTickets: 0,
      eventsToday: eventsSince(db, processId, startOfToday(timeZone, ctx.now)),
      activeIncidents: active.map((incident, place) => ({
        ...incidentAnswer(incident),
        processSlug: slug,
        processName: name,
        assigneeName: incident.assignedToId ? names(incident.assignedToId) : null,
        ...parts[place],
      })),
      now: new Date(ctx.now).toISOString(),
    });
  },
});
