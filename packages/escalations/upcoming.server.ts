import { toIso } from "#packages/core/clock.ts";
import type { HubDb } from "#packages/core/database.ts";
import { listPart } from "#packages/core/part.ts";
import { remembered } from "#packages/core/remembered.ts";
import { incidentKind } from "#packages/incidents/entity.server.ts";
import type { Incident } from "#packages/incidents/store.server.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { whyThisPerson } from "./emails.tsx";
import { hasGap } from "./reach.ts";
import type { DueTier, Tier } from "./rules.ts";
import { chainById, type Reach, reachIn } from "./store.server.ts";

type Coming = { incidentId: string; chainId: string; chainName: string; dueAt: number; round: number; tierId: string };

/** The next page of each incident that has one: from the timers, so that no chain has to be worked through. */
export function nextPages(
  db: HubDb,
  processId: string,
  reach: Reach,
  incidentIds: readonly string[],
): Map<string, UpcomingPage> {
  const coming = db.$client.sql.exec<Coming>(
    // From the incidents asked for to their runs and timers, in this order: not from all that runs.
    `SELECT run.incident_id AS incidentId, run.chain_id AS chainId, run.chain_name AS chainName, timer.due_at AS dueAt,
       json_extract(timer.input, '$.round') AS round, json_extract(timer.input, '$.tierId') AS tierId
     FROM json_each(?2) AS wanted
     CROSS JOIN escalation_runs AS run ON run.process_id = ?1 AND run.incident_id = wanted.value
     CROSS JOIN hub_timers AS timer ON timer.source = 'escalation_runs' AND timer.entity_id = run.id
     ORDER BY timer.due_at, timer.key`,
    processId,
    JSON.stringify(incidentIds),
  );
  const tiersOf = remembered((chainId: string): readonly Tier[] => chainById(db, processId, chainId)?.tiers ?? []);
  const next = new Map<string, UpcomingPage>();
  for (const { incidentId, chainId, chainName, dueAt, round, tierId } of coming.toArray()) {
    const number = tiersOf(chainId).findIndex(({ id }) => id === tierId) + 1;
    const tier = tiersOf(chainId)[number - 1];
    if (tier && !next.has(incidentId))
      next.set(incidentId, upcomingAnswer(reach, chainName, { round, tier, number, dueAt }));
  }
  return next;
}

/** A page to come, and whom it would reach if nothing changed. */
export function upcomingAnswer(reach: Reach, chainName: string, due: DueTier) {
  const target = reach(due.tier, due.dueAt);
  return {
    chainName,
    tier: due.number,
    round: due.round + 1,
    dueAt: toIso(due.dueAt),
    channels: due.tier.channels,
    people: target.people.map(({ id, name }) => ({ id, name })),
    gap: hasGap(target.trail),
    why: whyThisPerson(target.trail),
    trail: target.trail,
  };
}
export type UpcomingPage = ReturnType<typeof upcomingAnswer>;

/** Of each incident of a list: who is paged next, and when. */
export const nextPagePart = listPart({
  of: incidentKind.kind,
  name: "nextPage",
  permission: "escalations.view",
  readAll: ({ db, processId }, incidents: readonly Incident[]) =>
    nextPages(
      db,
      processId,
      reachIn(db, processId, mustOwnProcess(db, processId).timeZone),
      incidents.map(({ id }) => id),
    ),
});
