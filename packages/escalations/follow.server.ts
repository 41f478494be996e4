import { and, eq } from "drizzle-orm";
import type { Ctx } from "#packages/core/context.ts";
import type { Incident } from "#packages/incidents/store.server.ts";
import { chainMatches } from "./rules.ts";
import { chainsOf, runsOf } from "./store.server.ts";
import { type Chain, escalationRuns, type Run } from "./tables.ts";

/** Starts the chains that match an incident, each as a run of its own. */
export function startEscalations(ctx: Ctx, incident: Incident, why: string, only?: Chain): Run[] {
  const chains = only
    ? [only]
    : chainsOf(ctx.db, ctx.processId).filter((chain) => chainMatches(chain, incident.severity));
  let run = runsOf(ctx.db, ctx.processId, incident.id).length;
  return chains.map((chain) => {
    run += 1;
    const started = ctx.put(escalationRuns, {
      id: ctx.newId("run"),
      incidentId: incident.id,
      chainId: chain.id,
      chainName: chain.name,
      run,
      state: "running",
      startedAt: ctx.now,
      startedBy: why,
      endedAt: null,
      endedWhy: null,
    });
    ctx.emit({
      entity: "incident",
      entityId: incident.id,
      entityNumber: incident.reference,
      action: "escalating",
      summary: `The chain “${chain.name}” started for ${incident.reference}: ${why}`,
      data: { chainId: chain.id, runId: started.id },
    });
    return started;
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
  for (const run of open)
    ctx.patch(escalationRuns, run, { state: "stopped", endedAt: run.endedAt ?? ctx.now, endedWhy: why });
}

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
  } else if (after.status === "open" && before.severity !== after.severity) followSeverity(ctx, after);
}

/** Chains of the new severity start, those of the old stop; one that fits both goes on undisturbed. */
function followSeverity(ctx: Ctx, incident: Incident): void {
  const chains = chainsOf(ctx.db, ctx.processId).filter((chain) => chainMatches(chain, incident.severity));
  const fitting = new Set(chains.map((chain) => chain.id));
  // One that has paged everybody is not started again: a corrected severity is no reason to page them all once more.
  const under = runsOf(ctx.db, ctx.processId, incident.id).filter((run) => run.state !== "stopped");
  stopEscalations(ctx, incident.id, `the severity became ${incident.severity}`, (run) => !fitting.has(run.chainId));
  const going = new Set(under.map((run) => run.chainId));
  for (const chain of chains)
    if (!going.has(chain.id)) startEscalations(ctx, incident, `the severity became ${incident.severity}`, chain);
}

/** Ends the runs of a chain that is deleted or switched off. */
export function stopChain(ctx: Ctx, chain: Chain, why: string): void {
  const running = ctx.db
    .select()
    .from(escalationRuns)
    .where(
      and(
        eq(escalationRuns.processId, ctx.processId),
        eq(escalationRuns.state, "running"),
        eq(escalationRuns.chainId, chain.id),
      ),
    )
    .all();
  for (const run of running) ctx.patch(escalationRuns, run, { state: "stopped", endedAt: ctx.now, endedWhy: why });
}
