import { toIso, toIsoOrNull } from "#packages/core/clock.ts";
import type { ViewContext } from "#packages/core/context.ts";
import type { Rest } from "#packages/core/delivery.ts";
import { part } from "#packages/core/part.ts";
import { lookup } from "#packages/core/rows.ts";
import { restsOf } from "#packages/core/sending/rests.server.ts";
import { deliveries } from "#packages/core/tables.ts";
import { incidentKind } from "#packages/incidents/entity.server.ts";
import type { Incident } from "#packages/incidents/store.server.ts";
import { executionsOf, firedCount, pendingOf, runsOf } from "./store.server.ts";
import type { Execution, Run } from "./tables.ts";
import { nextPages, upcomingIn } from "./upcoming.server.ts";

/** How many of the pages still to come are told one by one; a chain of 20 tiers that repeats has hundreds. */
const pendingShown = 50;

const deliveriesByGroup = lookup(deliveries, ["group"], ["id"]);

/** The whole story of an incident's escalations: runs, what fired, whom it reached, what is to come. */
export function escalationOf(ctx: Pick<ViewContext, "db" | "processId" | "channelProblem">, incidentId: string) {
  const { db, processId } = ctx;
  const upcoming = upcomingIn(ctx);
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
      pending: pending.slice(0, pendingShown).map((due) => upcoming(run.chainName, due)),
      /** All that is still to come; `pending` has the first fifty. */
      pendingTotal: pending.length,
    };
  });
  return {
    runs,
    next: nextPages(ctx, [incidentId], upcoming).get(incidentId) ?? null,
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

export type EscalationStory = ReturnType<typeof escalationOf>;

/** An incident's detail view has it, too. */
export const escalationPart = part({
  of: incidentKind.kind,
  name: "escalation",
  permission: "escalations.view",
  read: (ctx, incident: Incident) => escalationOf(ctx, incident.id),
});
