import type { Ctx } from "#packages/core/context.ts";
import { incidentKind } from "#packages/incidents/entity.server.ts";
import type { Incident } from "#packages/incidents/store.server.ts";
import { allFired, chainMatches } from "./rules.ts";
import { chainsOf, runsOf } from "./store.server.ts";
import { type Chain, escalationRuns, type Run } from "./tables.ts";

/** How a run begins that does not begin at its chain's first tier. */
export interface Continued {
  countedFrom: number;
  skipped: string[];
}

/** Starts one chain on an incident. */
export function startChain(ctx: Ctx, incident: Incident, chain: Chain, why: string, from?: Continued): Run {
  const started = ctx.put(escalationRuns, {
    id: ctx.newId("run"),
    incidentId: incident.id,
    chainId: chain.id,
    chainName: chain.name,
    run: runsOf(ctx.db, ctx.processId, incident.id).length + 1,
    opening: incident.opening,
    state: "running",
    startedAt: ctx.now,
    startedBy: why,
    countedFrom: from?.countedFrom ?? ctx.now,
    chainVersion: chain.version,
    skipped: from?.skipped ?? [],
    owed: [],
    endedAt: null,
    endedWhy: null,
  });
  tell(ctx, incident, started, "escalating", `The chain “${chain.name}” started for ${incident.reference}: ${why}`);
  return started;
}

/** People are paged by no chain. Nothing of it is to come; as a run it is stopped, and its messages dropped, like the others. */
export function startByHand(ctx: Ctx, incident: Incident, why: string): Run {
  return ctx.put(escalationRuns, {
    id: ctx.newId("run"),
    incidentId: incident.id,
    chainId: null,
    chainName: "By hand",
    run: runsOf(ctx.db, ctx.processId, incident.id).length + 1,
    opening: incident.opening,
    state: "exhausted",
    startedAt: ctx.now,
    startedBy: why,
    countedFrom: ctx.now,
    chainVersion: 0,
    skipped: [],
    owed: [],
    endedAt: ctx.now,
    endedWhy: allFired,
  });
}

export const matchingChains = (ctx: Ctx, incident: Incident): Chain[] =>
  chainsOf(ctx.db, ctx.processId).filter((chain) => chainMatches(chain, incident.severity));

/** A run's place in its incident's story. */
export function tell(ctx: Ctx, incident: Incident, run: Run, action: string, summary: string): void {
  ctx.emit({
    about: incidentKind.ref(incident),
    action,
    summary,
    data: { chainId: run.chainId, runId: run.id },
  });
}

/** Stops what still runs. From this moment nothing of it is sent; what was queued is dropped with this reason. */
export function stopRuns(ctx: Ctx, incidentId: string, why: string, which: (run: Run) => boolean = () => true): void {
  // An exhausted run has nothing to come, but its last page may still be queued: it is stopped like the others.
  const open = runsOf(ctx.db, ctx.processId, incidentId).filter((run) => run.state !== "stopped" && which(run));
  for (const run of open) stop(ctx, run, why);
}

export const stop = (ctx: Ctx, run: Run, why: string): unknown =>
  ctx.patch(escalationRuns, run, { state: "stopped", endedAt: run.endedAt ?? ctx.now, endedWhy: why });
