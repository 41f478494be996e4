import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { timelineOf, watchersOf } from "#packages/comments/queries.server.ts";
import { toIso } from "#packages/core/clock.ts";
import type { HubDb } from "#packages/core/database.ts";
import { missing } from "#packages/core/deletion.ts";
import { mayKnow, recordFor } from "#packages/core/entity.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { settingOf } from "#packages/core/settings.ts";
import { line } from "#packages/core/text.ts";
import { view } from "#packages/core/view.ts";
import { userById } from "#packages/users/queries.server.ts";
import { acknowledgementOf } from "./acknowledgement.server.ts";
import { incidentAnswer } from "./answer.ts";
import { incidentKind } from "./entity.server.ts";
import { ShowIncident } from "./inputs.ts";
import { incidentSettings } from "./settings.ts";
import { activeOf, type Incident, incidentsByIds } from "./store.server.ts";

/** One incident with its whole story, from the hub: right even while D1 is late. */
export const incidentDetail = view({
  name: "incidents.detail",
  permission: "incidents.view",
  input: ShowIncident,
  run(ctx, input) {
    const incident = recordFor(ctx, incidentKind, input.id);
    if (!incident) return refuse(missing(ctx, incidentKind, input.id, "the incident"));
    const about = incidentKind.ref(incident);
    return ok({
      incident: {
        ...incidentAnswer(incident),
        assigneeName: nameOf(ctx, incident.assignedToId),
        reporterName: nameOf(ctx, incident.reportedById),
      },
      ...timelineOf(ctx, about, input.timelineCursor, incident.createdAt),
      watchers: watchersOf(ctx, about),
      acknowledgement: heldBy(ctx.db, incident),
      /** It can't be resolved without one here. */
      needsRootCause: settingOf(ctx.db, ctx.processId, incidentSettings.requireRcaFor).includes(incident.severity),
      ...ctx.parts(incidentKind, incident),
      now: new Date(ctx.now).toISOString(),
    });
  },
});

/** Whose acknowledgement holds until when; null: nobody's, or without an end. */
function heldBy(db: HubDb, incident: Incident) {
  const lease = acknowledgementOf(db, incident);
  return lease && { holder: { id: lease.holderId, name: lease.holderName }, until: toIso(lease.until) };
}

const nameOf = (ctx: { db: Parameters<typeof userById>[0]; processId: string }, userId: string | null) =>
  userId ? (userById(ctx.db, ctx.processId, userId)?.name ?? null) : null;

/** Ranked matches with the passage that matched. */
export const searchIncidents = view({
  name: "incidents.search",
  permission: "incidents.view",
  input: z.object({ q: z.string().max(200), limit: z.number().int().min(1).max(200).default(50) }),
  run(ctx, input) {
    // Somebody who types MOMO-142 wants that one, first.
    const named = /\d/.test(input.q) ? recordFor(ctx, incidentKind, input.q.trim()) : null;
    const found = ctx.search({ text: input.q, kinds: [incidentKind.kind], limit: input.limit });
    const hits = found.filter((hit) => hit.id !== named?.id);
    if (named) hits.unshift({ ...incidentKind.ref(named), snippet: named.title });
    const ids = hits.map((hit) => hit.id);
    const rows = incidentsByIds(ctx.db, ctx.processId, ids);
    const answers = hits.flatMap(({ id, snippet }) => {
      const incident = rows.get(id);
      return incident && mayKnow(ctx.actor, incidentKind, incident) ? [{ ...incidentAnswer(incident), snippet }] : [];
    });
    return ok(answers);
  },
});

/** What is not resolved, in the default order; the list's stand-in while D1 is away. */
export const activeIncidents = view({
  name: "incidents.active",
  permission: "incidents.view",
  input: z.object({ limit: z.number().int().min(1).max(200).default(100) }),
  run(ctx, input) {
    const rows = activeOf(ctx.db, ctx.processId, input.limit).filter((row) => mayKnow(ctx.actor, incidentKind, row));
    return ok(rows.map((row) => ({ ...incidentAnswer(row), assigneeName: nameOf(ctx, row.assignedToId) })));
  },
});

/** Tags in use, for the filter and for typing the same one again. */
export const incidentTagsInUse = view({
  name: "incidents.tags",
  permission: "incidents.view",
  input: z.object({ startingWith: line(40, 0).default("") }),
  run(ctx, input) {
    const from = input.startingWith.toLowerCase();
    const tags = tagsFrom(ctx.db, ctx.processId, from);
    return ok(tags.filter((tag) => tag.startsWith(from)));
  },
});

/** Tags in their order, one step in the index for each: a DISTINCT would read the rows of every tagged incident. */
function tagsFrom(db: HubDb, processId: string, from: string): string[] {
  const next = (condition: SQL) =>
    sql`(SELECT min(tag) FROM incident_tags WHERE process_id = ${processId} AND ${condition})`;
  const rows = db.all<{ tag: string }>(sql`
    WITH RECURSIVE used (tag) AS (
      SELECT ${next(sql`tag >= ${from}`)} AS tag
      UNION ALL
      SELECT ${next(sql`incident_tags.tag > used.tag`)} FROM used WHERE used.tag IS NOT NULL
    )
    SELECT tag FROM used WHERE tag IS NOT NULL LIMIT 500`);
  return rows.map((row) => row.tag);
}
