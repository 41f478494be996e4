import type { Ctx } from "#packages/core/context.ts";
import { reaction } from "#packages/core/reaction.ts";
import { lookup } from "#packages/core/rows.ts";
import { counterOf } from "./rules.ts";
import { type Incident, incidents, incidentTags } from "./tables.ts";

const tagsByIncident = lookup(incidentTags, ["incidentId"]);

/** How many there are of each status and severity. */
export const countIncidents = reaction({
  name: "incidents.count",
  on: incidents,
  run(ctx, { before, after }) {
    const [from, to] = [before && counterOf(before), after && counterOf(after)];
    if (from === to) return;
    if (from) ctx.count(from, -1);
    if (to) ctx.count(to, 1);
  },
});

/** The rows that a filter by tag reads. */
export const keepTags = reaction({
  name: "incidents.keep_tags",
  on: incidents,
  run(ctx, { before, after }) {
    const incident = after ?? before;
    const moved = before?.tags.join() !== after?.tags.join() || before?.urgencyRank !== after?.urgencyRank;
    if (incident && moved) writeTags(ctx, incident, after?.tags ?? []);
  },
});

function writeTags(ctx: Ctx, { id, urgencyRank }: Incident, tags: readonly string[]): void {
  const present = tagsByIncident.all(ctx.db, ctx.processId, { incidentId: id });
  for (const row of present) if (!tags.includes(row.tag)) ctx.remove(incidentTags, row);
  const edits = present.filter(({ tag }) => tags.includes(tag)).map((row) => ({ row, changes: { urgencyRank } }));
  if (edits.length > 0) ctx.patchAll(incidentTags, edits);
  const known = new Set(present.map((row) => row.tag));
  for (const tag of tags)
    if (!known.has(tag)) ctx.put(incidentTags, { id: `${id}:${tag}`, tag, incidentId: id, urgencyRank });
}
