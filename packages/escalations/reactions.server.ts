import type { Ctx } from "#packages/core/context.ts";
import { reaction } from "#packages/core/reaction.ts";
import { nobodyPagedMail } from "#packages/incidents/emails.tsx";
import { incidentKind } from "#packages/incidents/entity.server.ts";
import { findIncident, type Incident } from "#packages/incidents/store.server.ts";
import { keepPagesToCome } from "#packages/incidents/write.server.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { fire } from "./fire.server.ts";
import { nextPage } from "./next.server.ts";
import { matchingChains, startChain, stopRuns } from "./runs.server.ts";
import { hasPagesToCome, reachIn, runsOf } from "./store.server.ts";
import { escalationRuns } from "./tables.ts";

const broughtBack = "the incident was brought back";

/** Escalations follow incidents: they start when one opens, and stop when somebody has it or it is gone. */
export const followIncident = reaction({
  name: "escalations.follow_incident",
  on: incidentKind.table,
  run(ctx, { before, after }) {
    if (after === null) stopRuns(ctx, before?.id ?? "", `${ctx.actor.name} deleted the incident`);
    // It was being escalated though somebody had it, and its runs were stopped when it was deleted.
    else if (before === null && after.escalatedAt !== null) pageNext(ctx, after, broughtBack);
    else if (after.status === "open" && before?.opening !== after.opening)
      startEscalations(ctx, after, before ? "the incident was reopened" : begun(ctx, after));
    else if (before) followChange(ctx, before, after);
  },
});

/** An incident knows whether somebody will still be paged for it. */
export const tellOfPagesToCome = reaction({
  name: "escalations.tell_of_pages_to_come",
  on: escalationRuns,
  run(ctx, { before, after }) {
    if ((before?.state === "running") !== (after?.state === "running")) tellPagesToCome(ctx, after?.incidentId ?? "");
  },
});

/** The same for one that is brought back as it was when it was deleted. */
export const tellWhatCameBack = reaction({
  name: "escalations.tell_what_came_back",
  on: incidentKind.table,
  run(ctx, { before, after }) {
    if (before === null && after?.pagesToCome) tellPagesToCome(ctx, after.id);
  },
});

const tellPagesToCome = (ctx: Ctx, incidentId: string): void =>
  keepPagesToCome(ctx, incidentId, hasPagesToCome(ctx.db, ctx.processId, incidentId));

/** An acknowledgement that has run out has nobody behind it: the next tier is paged, as somebody would do by hand. */
export const pageAfterLapse = reaction({
  name: "escalations.page_after_lapse",
  on: { event: `${incidentKind.kind}.lapsed` },
  run(ctx, { event }) {
    const incident = findIncident(ctx.db, ctx.processId, event?.about.id ?? "");
    if (incident) pageNext(ctx, incident, "the acknowledgement has run out");
  },
});

/** Nobody has it, though its status says so: whoever is next is paged at once. */
function pageNext(ctx: Ctx, incident: Incident, why: string): void {
  const process = mustOwnProcess(ctx.db, ctx.processId);
  const reach = reachIn(ctx.db, ctx.processId, process.timeZone);
  const next = nextPage(ctx, incident, { reach, why });
  if (next) fire(ctx, next.run, next.due, false, { reach });
  // As when one opens that no chain fits: everyone is told.
  else ctx.notify(nobodyPagedMail(ctx, process, incident));
}

/** A record that is put without being new was deleted before. */
const begun = (ctx: Ctx, { createdAt }: Incident): string =>
  createdAt === ctx.now ? "the incident opened" : broughtBack;

/** Starts the chains that match an incident, each as a run of its own. */
function startEscalations(ctx: Ctx, incident: Incident, why: string): void {
  for (const chain of matchingChains(ctx, incident)) startChain(ctx, incident, chain, why);
}

const endings: Partial<Record<Incident["status"], string>> = {
  acknowledged: "acknowledged it",
  in_progress: "started working on it",
  resolved: "resolved it",
};

function followChange(ctx: Ctx, before: Incident, after: Incident): void {
  // From every status: one that was escalated by hand after its acknowledgement is stopped by the next move as well.
  if (before.status !== after.status) stopRuns(ctx, after.id, `${ctx.actor.name} ${endings[after.status]}`);
  else if (before.escalatedAt !== null && after.escalatedAt === null)
    stopRuns(ctx, after.id, `${ctx.actor.name} acknowledged it`);
  else if (after.status === "open" && before.severity !== after.severity) followSeverity(ctx, after);
}

/** Chains of the new severity start, those of the old stop; one that fits both, and a page by hand, go on undisturbed. */
function followSeverity(ctx: Ctx, incident: Incident): void {
  const chains = matchingChains(ctx, incident);
  const fitting = new Set(chains.map((chain) => chain.id));
  // One that has paged everybody is not started again: a corrected severity is no reason to page them all once more.
  const under = runsOf(ctx.db, ctx.processId, incident.id).filter((run) => run.state !== "stopped");
  const why = `the severity became ${incident.severity}`;
  stopRuns(ctx, incident.id, why, ({ chainId }) => chainId !== null && !fitting.has(chainId));
  const going = new Set(under.map((run) => run.chainId));
  for (const chain of chains) if (!going.has(chain.id)) startChain(ctx, incident, chain, why);
}
