import { z } from "zod";
import { toIso } from "#packages/core/clock.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { restsOf } from "#packages/core/sending/rests.server.ts";
import { askAll, type Spanned } from "#packages/core/spanning.ts";
import { view } from "#packages/core/view.ts";
import { worstLateness } from "#packages/escalations/gauges.server.ts";
import { incidentAnswer } from "#packages/incidents/answer.ts";
import { byUrgency } from "#packages/incidents/attention.ts";
import { activeCounts, activeOf, unattendedCount } from "#packages/incidents/store.server.ts";
import { listOnCall, onCallNow } from "#packages/on-call/views.server.ts";
import { userById } from "#packages/users/queries.server.ts";

/** What whoever answers for several processes has to know of one, in one question to its hub. */
export const processBoard = view({
  name: "dashboard.board",
  permission: "dashboard.view",
  input: z.object({}),
  run(ctx) {
    const { db, processId, now } = ctx;
    const onCall = onCallNow.run(ctx, {});
    if (!onCall.ok) return onCall;
    const schedule = listOnCall.run(ctx, {});
    if (!schedule.ok) return schedule;
    const [worst = null] = activeOf(db, processId, 1);
    const assigned = worst?.assignedToId ? userById(db, processId, worst.assignedToId) : null;
    const primary = onCall.value.items.find(({ role }) => role === "primary")?.user ?? null;
    return ok({
      openIncidents: Object.values(activeCounts(db, processId)).reduce((sum, count) => sum + count, 0),
      unattendedIncidents: unattendedCount(db, processId),
      /** The first in the order of every list. */
      worstIncident: worst && { ...incidentAnswer(worst), assigneeName: assigned?.name ?? null },
      /** On call today; `problem`: why they are not paged all the same. */
      primary: primary && { name: primary.name, problem: primary.problem },
      /** Dates within two weeks on which no primary can be paged. */
      gaps: schedule.value.gaps,
      /** Channels by which nothing leaves at present. */
      held: restsOf(db).map(({ channel, reason, since }) => ({ channel, reason, since: toIso(since) })),
      /** The latest that a tier fired within a day, in ms; null: none has. */
      worstLatenessMs: worstLateness.read(db, processId, now),
    });
  },
});
type Facts = Extract<ReturnType<typeof processBoard.run>, { ok: true }>["value"];

export interface BoardRow extends Facts {
  processId: string;
  processSlug: string;
  processName: string;
}

/** The worst first; of those without an incident, whoever has nobody on call. */
function byNeed(one: BoardRow, other: BoardRow): number {
  if (one.worstIncident && other.worstIncident) return byUrgency(one.worstIncident, other.worstIncident);
  if (one.worstIncident || other.worstIncident) return one.worstIncident ? -1 : 1;
  const uncovered = ({ primary }: BoardRow) => (primary === null || primary.problem !== null ? 0 : 1);
  return (
    uncovered(one) - uncovered(other) ||
    other.gaps.length - one.gaps.length ||
    one.processName.localeCompare(other.processName)
  );
}

/** Every process side by side, one trip to each hub. Those that don't answer in time are named. */
export async function showBoard(
  api: Pick<ApiContext, "processes" | "in" | "notReached">,
): Promise<Result<{ items: BoardRow[] } & Spanned>> {
  const all = await askAll(api, (door) => door.view(processBoard, {}));
  if (!all.ok) return all;
  const items = all.value.map(({ process: { id, slug, name }, value }) => ({
    processId: id,
    processSlug: slug,
    processName: name,
    ...value,
  }));
  return ok({ items: items.sort(byNeed), notReached: [...api.notReached.values()] });
}
