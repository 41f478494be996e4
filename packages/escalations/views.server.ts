import { z } from "zod";
import { toIso } from "#packages/core/clock.ts";
import type { HubDb, ViewContext } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { lookup } from "#packages/core/rows.ts";
import { deliveries } from "#packages/core/tables.ts";
import { id } from "#packages/core/text.ts";
import { view } from "#packages/core/view.ts";
import { wallTime } from "#packages/core/zones.ts";
import { findIncident } from "#packages/incidents/store.server.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { chainAnswer } from "./answer.ts";
import { whyThisPerson } from "./emails.tsx";
import { DryRun } from "./inputs.ts";
import { chainMatches, type DueTier, hasGap, timetable } from "./rules.ts";
import { chainById, chainsOf, executionsOf, pendingOf, runsOf, targetAt } from "./store.server.ts";
import type { Execution, Run } from "./tables.ts";

/** The next page of an incident, for the countdown that everyone sees. */
export function nextPage(db: HubDb, processId: string, timeZone: string, incidentId: string) {
  const upcoming = runsOf(db, processId, incidentId)
    .filter((run) => run.state === "running")
    .flatMap((run) =>
      pendingOf(db, run)
        .slice(0, 1)
        .map((due) => ({ run, due })),
    )
    .sort((a, b) => a.due.dueAt - b.due.dueAt);
  const first = upcoming[0];
  return first ? upcomingAnswer(db, processId, timeZone, first.run.chainName, first.due) : null;
}

function upcomingAnswer(db: HubDb, processId: string, timeZone: string, chainName: string, due: DueTier) {
  const target = targetAt(db, processId, timeZone, due.tier, due.dueAt);
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

const deliveriesByIncident = lookup(deliveries, ["incidentId"], ["id"]);

/** The whole story of an incident's escalations: runs, what fired, whom it reached, what is to come. */
export function escalationOf(ctx: Pick<ViewContext, "db" | "processId">, timeZone: string, incidentId: string) {
  const { db, processId } = ctx;
  const sent = deliveriesByIncident.all(db, processId, { incidentId });
  const runs = runsOf(db, processId, incidentId).map((run) => ({
    ...runAnswer(run),
    executions: executionsOf(db, processId, run.id).map((execution) => ({
      ...executionAnswer(execution),
      deliveries: sent
        .filter((delivery) => delivery.executionId === execution.id)
        .map(({ id, channel, recipient, state, attempts, sentAt, error }) => ({
          id,
          channel,
          recipient,
          state,
          attempts,
          sentAt: sentAt === null ? null : toIso(sentAt),
          error,
        })),
    })),
    pending: pendingOf(db, run).map((due) => upcomingAnswer(db, processId, timeZone, run.chainName, due)),
  }));
  return { runs, next: nextPage(db, processId, timeZone, incidentId) };
}
export type EscalationStory = ReturnType<typeof escalationOf>;

const runAnswer = (run: Run) => ({
  id: run.id,
  run: run.run,
  chainId: run.chainId,
  chainName: run.chainName,
  state: run.state,
  startedAt: toIso(run.startedAt),
  startedBy: run.startedBy,
  endedAt: run.endedAt === null ? null : toIso(run.endedAt),
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
    const pages = chains
      .flatMap((chain) =>
        timetable(chain, openedAt).map((due) => ({
          chainId: chain.id,
          ...upcomingAnswer(ctx.db, ctx.processId, timeZone, chain.name, due),
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
