import type { Ctx } from "#packages/core/context.ts";
import type { Incident } from "#packages/incidents/store.server.ts";
import { type DueTier, placeOf, tiersAfter, timetable } from "./rules.ts";
import { matchingChains, startChain } from "./runs.server.ts";
import { firedIn, firstOf, pendingOf, type Reach, runsOf } from "./store.server.ts";
import type { Chain, Run } from "./tables.ts";

interface Paging {
  /** Only of this chain. */
  only?: Chain | undefined;
  reach: Reach;
  /** Why a chain begins, where one has to. */
  why: string;
}

/** Whom to page now, before the time or after an acknowledgement: the soonest tier of what is at work, else of a chain that begins. */
export const nextPage = (ctx: Ctx, incident: Incident, paging: Paging): Next | null =>
  nextRunning(ctx, incident, paging.only) ?? begin(ctx, incident, paging);

/** A tier that is fired now, in its run. */
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
function begin(ctx: Ctx, incident: Incident, { only, reach, why }: Paging): Next | null {
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
  const run = startChain(ctx, incident, chain, why, {
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
