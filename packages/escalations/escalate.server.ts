import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { incidentAnswer } from "#packages/incidents/answer.ts";
import { loadIncident } from "#packages/incidents/load.server.ts";
import type { Incident } from "#packages/incidents/store.server.ts";
import { changeIncident } from "#packages/incidents/write.server.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { fire } from "./fire.server.ts";
import { EscalateIncident } from "./inputs.ts";
import { alreadyPaged, tooOften } from "./limits.server.ts";
import { type DueTier, placeOf, tiersAfter, timetable } from "./rules.ts";
import { matchingChains, startChain } from "./runs.server.ts";
import { chainById, firedIn, firstOf, pendingOf, type Reach, reachIn, runsOf } from "./store.server.ts";
import type { Chain, Run } from "./tables.ts";

/**
 * By hand: the next tier now instead of at its time. Of an incident that somebody has, the tier after those that have
 * fired, and it needs an acknowledgement again; with nothing left, the chain anew.
 */
export const escalateIncident = command({
  name: "escalations.escalate",
  permission: "escalations.run",
  audit: { action: "incident.escalate", entity: "incident" },
  input: EscalateIncident,
  run(ctx, input) {
    const loaded = loadIncident(ctx, { id: input.id });
    if (!loaded.ok) return loaded;
    const incident = loaded.value;
    const conflict = (message: string) => refuse(errors.conflict(message, incidentAnswer(incident)));
    if (incident.status === "resolved") return conflict(`${incident.reference} is resolved. Reopen it to escalate.`);
    const chain = input.chainId ? chainById(ctx.db, ctx.processId, input.chainId) : undefined;
    if (chain === null) return refuse(errors.notFound("The chain"));
    const meanwhile = alreadyPaged(ctx, incident, input.seen);
    if (meanwhile) return conflict(meanwhile);
    const limited = tooOften(ctx, incident);
    if (limited) return refuse(limited);
    const reach = reachIn(ctx.db, ctx.processId, mustOwnProcess(ctx.db, ctx.processId).timeZone);
    const next = nextRunning(ctx, incident, chain) ?? beginByHand(ctx, incident, chain, reach);
    if (!next) return conflict("No escalation chain fits this incident. Create one, or choose one.");
    const after = needsSomebody(ctx, incident);
    fire(ctx, next.run, next.due, true, reach);
    return ok(incidentAnswer(after));
  },
});

interface Next {
  run: Run;
  due: DueTier;
}

/** The soonest tier of the chains that are at work. */
function nextRunning(ctx: Ctx, incident: Incident, only?: Chain): Next | null {
  const running = runsOf(ctx.db, ctx.processId, incident.id).filter((run) => !only || run.chainId === only.id);
  const next = running.flatMap((run) => {
    const due = firstOf(pendingOf(ctx.db, run));
    return due ? [{ run, due }] : [];
  });
  return next.sort((a, b) => a.due.dueAt - b.due.dueAt)[0] ?? null;
}

interface Candidate {
  chain: Chain;
  /** The chain's last run in this opening. */
  earlier: Run | null;
  /** What that run had still to do when it was stopped. */
  rest: DueTier[];
}

/** Nothing is at work: a chain goes on where it was stopped; else one that never ran begins, else one begins anew. */
function beginByHand(ctx: Ctx, incident: Incident, only: Chain | undefined, reach: Reach): Next | null {
  const chains = only ? [only] : matchingChains(ctx, incident);
  const candidates = chains.filter((chain) => chain.isActive).map((chain) => candidate(ctx, incident, chain));
  const chosen =
    candidates.find(({ rest }) => rest.length > 0) ?? candidates.find(({ earlier }) => !earlier) ?? candidates[0];
  if (!chosen) return null;
  const { chain, earlier, rest } = chosen;
  const goesOn = rest.length > 0 && earlier !== null;
  const tiers = goesOn ? rest : [...timetable(chain, ctx.now)];
  const due = tiers.find(({ tier }) => reachesSomebodyElse(ctx, incident, reach, tier)) ?? tiers[0];
  if (!due) return null;
  const base = goesOn ? earlier.countedFrom : ctx.now;
  const run = startChain(ctx, incident, chain, `${ctx.actor.name} escalated it`, {
    countedFrom: ctx.now - (due.dueAt - base),
    skipped: [...(goesOn ? doneIn(ctx, earlier) : []), ...sameMomentBefore(chain, base, due)],
  });
  return { run, due: { ...due, dueAt: ctx.now } };
}

const doneIn = (ctx: Ctx, run: Run): string[] => [...new Set([...run.skipped, ...firedIn(ctx.db, run)])];

/** Those that a run beginning at this tier has behind it though they are due in the same moment. */
function sameMomentBefore(chain: Chain, base: number, due: DueTier): string[] {
  const together = [...timetable(chain, base)].filter(({ dueAt }) => dueAt === due.dueAt).map(placeOf);
  return together.slice(0, together.indexOf(placeOf(due)));
}

function candidate(ctx: Ctx, incident: Incident, chain: Chain): Candidate {
  const runs = runsOf(ctx.db, ctx.processId, incident.id);
  const earlier = runs.findLast((run) => run.chainId === chain.id && run.opening === incident.opening) ?? null;
  const goesOn = earlier !== null && incident.status !== "open";
  return { chain, earlier, rest: goesOn ? tiersAfter(earlier, chain, firedIn(ctx.db, earlier)) : [] };
}

/** False for a tier that would page nobody but who has the incident, or who asks for help. */
function reachesSomebodyElse(ctx: Ctx, incident: Incident, reach: Reach, tier: DueTier["tier"]): boolean {
  if (incident.status === "open") return true;
  const { people } = reach(tier, ctx.now);
  return people.length === 0 || people.some(({ id }) => id !== incident.acknowledgedById && id !== ctx.actor.id);
}

/** Who works on it keeps it, but somebody was paged: it needs an acknowledgement again. */
function needsSomebody(ctx: Ctx, incident: Incident): Incident {
  if (incident.status === "open" || incident.escalatedAt !== null) return incident;
  const summary = `${ctx.actor.name} escalated ${incident.reference}: it needs an acknowledgement again`;
  return changeIncident(ctx, incident, { escalatedAt: ctx.now }, { action: "escalated", summary });
}
