import { toIso } from "#packages/core/clock.ts";
import type { ViewContext } from "#packages/core/context.ts";
import { listPart } from "#packages/core/part.ts";
import { remembered } from "#packages/core/remembered.ts";
import { incidentKind } from "#packages/incidents/entity.server.ts";
import type { Incident } from "#packages/incidents/store.server.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { whyThisPerson } from "./emails.tsx";
import { hasGap } from "./reach.ts";
import type { DueTier, Tier } from "./rules.ts";
import { chainById, reachIn } from "./store.server.ts";

type Looking = Pick<ViewContext, "db" | "processId" | "channelProblem">;
type Coming = { incidentId: string; chainId: string; chainName: string; dueAt: number; round: number; tierId: string };

/** The next page of each incident that has one: from the timers, so that no chain has to be worked through. */
export function nextPages(
  ctx: Looking,
  incidentIds: readonly string[],
  upcoming = upcomingIn(ctx),
): Map<string, UpcomingPage> {
  const { db, processId } = ctx;
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
    if (tier && !next.has(incidentId)) next.set(incidentId, upcoming(chainName, { round, tier, number, dueAt }));
  }
  return next;
}

/** A page to come, and whom it would reach if nothing changed. What many have in common is looked up once. */
export function upcomingIn({ db, processId, channelProblem }: Looking) {
  const reach = reachIn(db, processId, mustOwnProcess(db, processId).timeZone);
  const problemOf = remembered(channelProblem);
  return (chainName: string, { round, tier, number, dueAt }: DueTier) => {
    const { people, trail } = reach(tier, dueAt);
    return {
      chainName,
      tier: number,
      round: round + 1,
      dueAt: toIso(dueAt),
      channels: tier.channels,
      /** Ways that take nothing at present, and why; all of them: nobody is reached. */
      held: tier.channels.flatMap((channel) => {
        const problem = problemOf(channel);
        return problem === null ? [] : [{ channel, problem }];
      }),
      people: people.map(({ id, name }) => ({ id, name })),
      gap: hasGap(trail),
      why: whyThisPerson(trail),
      trail,
    };
  };
}
export type UpcomingPage = ReturnType<ReturnType<typeof upcomingIn>>;

/** Whether a page reaches somebody: a person who can be paged, by a way that works. */
export const reachesSomebody = ({ people, channels, held }: UpcomingPage): boolean =>
  people.length > 0 && held.length < channels.length;

/** Of each incident of a list: who is paged next, and when. */
export const nextPagePart = listPart({
  of: incidentKind.kind,
  name: "nextPage",
  permission: "escalations.view",
  readAll: (ctx, incidents: readonly Incident[]) =>
    nextPages(
      ctx,
      incidents.map(({ id }) => id),
    ),
});
