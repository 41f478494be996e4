import type { Ctx } from "#packages/core/context.ts";
import { incidentKind } from "#packages/incidents/entity.server.ts";
import type { Incident } from "#packages/incidents/store.server.ts";
import { findIncident } from "#packages/incidents/store.server.ts";
import { chainMatches, placeOf } from "./rules.ts";
import { chainsOf, firstOf, openRunsOfChain, pendingOf, runsOf } from "./store.server.ts";
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

/** Starts the chains that match an incident, each as a run of its own. */
export function startEscalations(ctx: Ctx, incident: Incident, why: string): void {
  for (const chain of matchingChains(ctx, incident)) startChain(ctx, incident, chain, why);
}

export const matchingChains = (ctx: Ctx, incident: Incident): Chain[] =>
  chainsOf(ctx.db, ctx.processId).filter((chain) => chainMatches(chain, incident.severity));

function tell(ctx: Ctx, incident: Incident, run: Run, action: string, summary: string): void {
  ctx.emit({
    about: incidentKind.ref(incident),
    action,
    summary,
    data: { chainId: run.chainId, runId: run.id },
  });
}

/** Stops what still runs. From this moment nothing of it is sent; what was queued is dropped with this reason. */
export function stopEscalations(
  ctx: Ctx,
  incidentId: string,
  why: string,
  which: (run: Run) => boolean = () => true,
): void {
  // An exhausted run has nothing to come, but its last page may still be queued: it is stopped like the others.
  const open = runsOf(ctx.db, ctx.processId, incidentId).filter((run) => run.state !== "stopped" && which(run));
  for (const run of open) stop(ctx, run, why);
}

const stop = (ctx: Ctx, run: Run, why: string): unknown =>
  ctx.patch(escalationRuns, run, { state: "stopped", endedAt: run.endedAt ?? ctx.now, endedWhy: why });

const endings: Partial<Record<Incident["status"], string>> = {
  acknowledged: "acknowledged it",
  in_progress: "started working on it",
  resolved: "resolved it",
};

/** What a change of the incident means for its escalations. */
export function followIncident(ctx: Ctx, before: Incident, after: Incident): void {
  const moved = before.status !== after.status;
  if (moved && after.status === "open") startEscalations(ctx, after, "the incident was reopened");
  else if (moved) {
    // From every status: one that was escalated by hand after its acknowledgement is stopped by the next move as well.
    stopEscalations(ctx, after.id, `${ctx.actor.name} ${endings[after.status]}`);
  } else if (before.escalatedAt !== null && after.escalatedAt === null) {
    stopEscalations(ctx, after.id, `${ctx.actor.name} acknowledged it`);
  } else if (after.status === "open" && before.severity !== after.severity) followSeverity(ctx, after);
}

/** Chains of the new severity start, those of the old stop; one that fits both goes on undisturbed. */
function followSeverity(ctx: Ctx, incident: Incident): void {
  const chains = matchingChains(ctx, incident);
  const fitting = new Set(chains.map((chain) => chain.id));
  // One that has paged everybody is not started again: a corrected severity is no reason to page them all once more.
  const under = runsOf(ctx.db, ctx.processId, incident.id).filter((run) => run.state !== "stopped");
  const why = `the severity became ${incident.severity}`;
  stopEscalations(ctx, incident.id, why, (run) => !fitting.has(run.chainId));
  const going = new Set(under.map((run) => run.chainId));
  for (const chain of chains) if (!going.has(chain.id)) startChain(ctx, incident, chain, why);
}

/** Ends the runs of a chain that is deleted or switched off. */
export function stopChain(ctx: Ctx, chain: Chain, why: string): void {
  for (const run of openRunsOfChain(ctx.db, ctx.processId, chain.id)) stop(ctx, run, why);
}

/**
 * Keeps what an edit of a chain must not take away: a tier whose time had come and whose firing broke is still to come
 * (what is due fires before any command, so whatever is overdue now has broken). Asked before the edit.
 */
export function keepOwed(ctx: Ctx, chain: Chain): void {
  for (const run of openRunsOfChain(ctx.db, ctx.processId, chain.id)) {
    const owed: string[] = [];
    for (const due of pendingOf(ctx.db, run, chain)) {
      if (due.dueAt > ctx.now) break;
      owed.push(placeOf(due));
    }
    if (owed.length > 0 || run.owed.length > 0) ctx.patch(escalationRuns, run, { owed });
  }
}

/** What an edit of a chain means for its runs: one with nothing left is over at once, one that gets a tier goes on. */
export function followChain(ctx: Ctx, chain: Chain): void {
  const open = openRunsOfChain(ctx.db, ctx.processId, chain.id);
  // Escalated anew by hand, an incident has an older run of the chain beside the present one, which alone goes on.
  const latest = new Map<string, Run>();
  for (const run of open) if (run.run > (latest.get(run.incidentId)?.run ?? 0)) latest.set(run.incidentId, run);
  for (const run of latest.values()) followEdit(ctx, run, chain);
}

function followEdit(ctx: Ctx, run: Run, chain: Chain): void {
  const left = firstOf(pendingOf(ctx.db, { ...run, state: "running" }, chain)) !== null;
  if (left === (run.state === "running")) return;
  const incident = findIncident(ctx.db, ctx.processId, run.incidentId);
  if (!incident) throw new Error(`The run ${run.id} has no incident.`);
  const { name } = ctx.actor;
  if (left) {
    ctx.patch(escalationRuns, run, { state: "running", endedAt: null, endedWhy: null });
    const summary = `The chain “${chain.name}” goes on for ${incident.reference}: ${name} changed it`;
    tell(ctx, incident, run, "escalating", summary);
    return;
  }
  const endedWhy = `${name} changed the chain and nothing is left of it to page`;
  ctx.patch(escalationRuns, run, { state: "exhausted", endedAt: ctx.now, endedWhy });
  tell(ctx, incident, run, "exhausted", `The chain “${chain.name}” is over for ${incident.reference}: ${endedWhy}`);
}
