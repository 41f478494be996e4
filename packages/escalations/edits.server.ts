import type { Ctx } from "#packages/core/context.ts";
import { findIncident } from "#packages/incidents/store.server.ts";
import { placeOf } from "./rules.ts";
import { stop, tell } from "./runs.server.ts";
import { firstOf, openRunsOfChain, pendingOf } from "./store.server.ts";
import { type Chain, escalationRuns, type Run } from "./tables.ts";

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
