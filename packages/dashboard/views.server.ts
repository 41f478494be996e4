import { and, count, eq, gte } from "drizzle-orm";
import { z } from "zod";
import { ok } from "#packages/core/result.ts";
import { events } from "#packages/core/tables.ts";
import { view } from "#packages/core/view.ts";
import { startOfToday } from "#packages/core/zones.ts";
import { nextPage } from "#packages/escalations/views.server.ts";
import { incidentAnswer } from "#packages/incidents/answer.ts";
import { activeCounts, activeOf } from "#packages/incidents/store.server.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { userById } from "#packages/users/queries.server.ts";

const shown = 100;

/** The live numbers, from the hub: right even when D1 is late. */
export const dashboard = view({
  name: "dashboard.show",
  permission: "dashboard.view",
  input: z.object({}),
  run(ctx) {
    const { timeZone, slug, name } = mustOwnProcess(ctx.db, ctx.processId);
    const bySeverity = activeCounts(ctx.db, ctx.processId);
    const today = ctx.db
      .select({ n: count() })
      .from(events)
      .where(and(eq(events.processId, ctx.processId), gte(events.at, startOfToday(timeZone, ctx.now))))
      .get();
    const active = activeOf(ctx.db, ctx.processId, shown);
    return ok({
      openIncidents: Object.values(bySeverity).reduce((sum, count) => sum + count, 0),
      openIncidentsBySeverity: bySeverity,
      openTickets: 0,
      eventsToday: today?.n ?? 0,
      activeIncidents: active.map((incident) => ({
        ...incidentAnswer(incident),
        processSlug: slug,
        processName: name,
        assigneeName: incident.assignedToId
          ? (userById(ctx.db, ctx.processId, incident.assignedToId)?.name ?? null)
          : null,
        nextPage: nextPage(ctx.db, ctx.processId, timeZone, incident.id),
      })),
      now: new Date(ctx.now).toISOString(),
    });
  },
});
