import { z } from "zod";
import { toIso, toIsoOrNull } from "#packages/core/clock.ts";
import type { HubDb, ViewContext } from "#packages/core/context.ts";
import type { Rest } from "#packages/core/delivery.ts";
import { errors } from "#packages/core/errors.ts";
import { remembered } from "#packages/core/remembered.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { lookup } from "#packages/core/rows.ts";
import { deliveries } from "#packages/core/tables.ts";
import { id } from "#packages/core/text.ts";
import { view } from "#packages/core/view.ts";
import { wallTime } from "#packages/core/zones.ts";
import { findIncident } from "#packages/incidents/store.server.ts";
import { restsOf } from "#packages/outbox/rests.server.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { chainAnswer } from "./answer.ts";
import { whyThisPerson } from "./emails.tsx";
import { DryRun } from "./inputs.ts";
import { hasGap } from "./reach.ts";
import { chainMatches, type DueTier, type Tier, timetable } from "./rules.ts";
import {
  chainById,
  chainsOf,
  executionsOf,
  firedCount,
  pendingOf,
  type Reach,
  reachIn,
  runsOf,
} from "./store.server.ts";
import type { Execution, Run } from "./tables.ts";

/** How many of the pages still to come are told one by one; a chain of 20 tiers that repeats has hundreds. */
const pendingShown = 50;

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
     CROSS JOIN escalation_runs AS run ON run.process_id = ?1 AND run.incident_id = wanted.value AND +run.state = 'running'
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

function upcomingAnswer(reach: Reach, chainName: string, due: DueTier) {
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

const deliveriesByGroup = lookup(deliveries, ["group"], ["id"]);

/** The whole story of an incident's escalations: runs, what fired, whom it reached, what is to come. */
export function escalationOf(ctx: Pick<ViewContext, "db" | "processId">, timeZone: string, incidentId: string) {
  const { db, processId } = ctx;
  const reach = reachIn(db, processId, timeZone);
  const rests = restsOf(db);
  const runs = runsOf(db, processId, incidentId).map((run) => {
    const executions = executionsOf(db, processId, run.id).map((execution) => ({
      ...executionAnswer(execution),
      deliveries: deliveriesByGroup
        .all(db, processId, { group: execution.id })
        .map((row) => deliveryAnswer(row, rests)),
    }));
    const pending = [...pendingOf(db, run)];
    return {
      ...runAnswer(run),
      executions,
      pending: pending.slice(0, pendingShown).map((due) => upcomingAnswer(reach, run.chainName, due)),
      /** All that is still to come; `pending` has the first fifty. */
      pendingTotal: pending.length,
    };
  });
  return {
    runs,
    next: nextPages(db, processId, reach, [incidentId]).get(incidentId) ?? null,
    /** How often a tier has fired: what an escalation by hand names as seen, so that two people who press page one tier. */
    fired: firedCount(db, processId, incidentId),
  };
}

function deliveryAnswer(delivery: typeof deliveries.$inferSelect, rests: Rest[]) {
  const { id, channel, recipient, state, attempts, error } = delivery;
  const rest = state === "queued" ? rests.find((one) => one.channel === channel) : undefined;
  return {
    id,
    channel,
    recipient,
    state,
    attempts,
    sentAt: toIsoOrNull(delivery.sentAt),
    deliveredAt: toIsoOrNull(delivery.deliveredAt),
    /** When it was dropped or given up, came back or was complained of. */
    settledAt: toIsoOrNull(delivery.settledAt),
    /** Why it waits where its channel takes nothing at present; the channel may have rested before the page was due. */
    waiting: rest ? { reason: rest.reason, since: toIso(Math.max(rest.since, delivery.createdAt)) } : null,
    error,
  };
}

const runAnswer = (run: Run) => ({
  id: run.id,
  run: run.run,
  chainId: run.chainId,
  chainName: run.chainName,
  state: run.state,
  startedAt: toIso(run.startedAt),
  startedBy: run.startedBy,
  endedAt: toIsoOrNull(run.endedAt),
  endedWhy: run.endedWhy,
});

const executionAnswer = (execution: Execution) => ({
  id: execution.id,
  round: execution.round + 1,
  tier: execution.tierNumber,
  dueAt: toIso(execution.dueAt),
  firedAt: toIso(execution.firedAt),
  latenessMs: execution.latenessMs,
  byHand: execution.byHand,
  firedBy: execution.firedBy,
  outcome: execution.outcome,
  channels: execution.channels,
  trail: execution.trail,
  targetIds: execution.targetIds,
});

export const listChains = view({
  name: "escalations.chains",
  permission: "escalations.view",
  input: z.object({}),
  run: (ctx) => ok(chainsOf(ctx.db, ctx.processId).map(chainAnswer)),
});

export const getChain = view({
  name: "escalations.chain",
  permission: "escalations.view",
  input: z.object({ id }),
  run(ctx, input) {
    const chain = chainById(ctx.db, ctx.processId, input.id);
    return chain ? ok(chainAnswer(chain)) : refuse(errors.notFound("The chain"));
  },
});

/** "Why was I paged, why not": one incident's escalations, told from the ordered record. */
export const escalationStory = view({
  name: "escalations.story",
  permission: "escalations.view",
  input: z.object({ id }),
  run(ctx, input) {
    const incident = findIncident(ctx.db, ctx.processId, input.id);
    if (!incident) return refuse(errors.notFound("The incident"));
    return ok(escalationOf(ctx, mustOwnProcess(ctx.db, ctx.processId).timeZone, incident.id));
  },
});

/** The exact timetable of pages for an incident of a severity opened at a time, by the code that really pages. */
export const dryRun = view({
  name: "escalations.dryRun",
  permission: "escalations.view",
  input: DryRun,
  run(ctx, input) {
    const { timeZone } = mustOwnProcess(ctx.db, ctx.processId);
    const local = /(Z|[+-]\d{2}:?\d{2})$/.test(input.at) ? null : input.at;
    const openedAt = local ? safeWallTime(timeZone, local) : Date.parse(input.at);
    if (!Number.isFinite(openedAt) || Math.abs(openedAt - ctx.now) > 10 * 366 * 86_400_000) {
      return refuse(
        errors.invalid("Choose a time within ten years from now.", { at: ["Not a time that can be looked at."] }),
      );
    }
    const chains = chainsOf(ctx.db, ctx.processId).filter((chain) => chainMatches(chain, input.severity));
    const reach = reachIn(ctx.db, ctx.processId, timeZone);
    const pages = chains
      .flatMap((chain) =>
        Array.from(timetable(chain, openedAt), (due) => ({
          chainId: chain.id,
          ...upcomingAnswer(reach, chain.name, due),
        })),
      )
      .sort((a, b) => a.dueAt.localeCompare(b.dueAt));
    const unreachable = pages.filter((page) => page.people.length === 0).length;
    return ok({
      severity: input.severity,
      openedAt: toIso(openedAt),
      timeZone,
      chains: chains.length,
      pages,
      gaps: pages.filter((page) => page.gap).length,
      unreachable,
    });
  },
});

function safeWallTime(timeZone: string, local: string): number {
  try {
    return wallTime(timeZone, local);
  } catch {
    return Number.NaN;
  }
}
