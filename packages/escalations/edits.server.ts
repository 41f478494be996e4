import { z } from "zod";
import { minute } from "#packages/core/clock.ts";
import type { Ctx } from "#packages/core/context.ts";
import { jobKind } from "#packages/core/job.ts";
import { overdueOf } from "#packages/core/overdue.ts";
import { id } from "#packages/core/text.ts";
import { findIncident } from "#packages/incidents/store.server.ts";
import { chainKind } from "./entity.server.ts";
import { placeOf } from "./rules.ts";
import { stop, tell } from "./runs.server.ts";
import { chainById, firstOf, openRunsOfChain, owingRunsOfChain, pendingOf } from "./store.server.ts";
import { type Chain, escalationChains, escalationRuns, type Run } from "./tables.ts";

/**
 * What an edit of a chain does to its open runs. When which tier is due follows from the chain as it is (`pendingOf`), in the edit's
 * own transaction: a tier that was taken away is not fired, whatever state its run is in. Here the runs' states and their
 * incidents' stories follow: a first page of them at once, more in the steps of a job.
 */

/** Runs that follow in one transaction. */
export const following = { runs: 50 };

/**
 * Keeps what an edit must not take away: a tier whose time had come and whose firing broke is still to come. Asked before the
 * edit.
 */
export function keepOwed(ctx: Ctx, chain: Chain): void {
  const overdue = overdueOf(ctx.db, escalationRuns, ctx.now, { table: escalationChains, id: chain.id });
  for (const run of owingRunsOfChain(ctx.db, ctx.processId, chain.id, overdue)) {
    const owed: string[] = [];
    for (const due of pendingOf(ctx.db, run, chain)) {
      if (due.dueAt > ctx.now) break;
      owed.push(placeOf(due));
    }
    if (owed.length > 0 || run.owed.length > 0) ctx.patch(escalationRuns, run, { owed });
  }
}

/** So long after it was switched off a chain may go on as if it had not been. */
const undoneForMs = 10 * minute;

/** A chain that was switched off by a slip: what fell due since, and would be passed over, is still to come. */
export function oweWhatFellDue(ctx: Ctx, chain: Chain): void {
  const on = { ...chain, isActive: true };
  for (let after = "", more = true; more; ) {
    const page = openRunsOfChain(ctx.db, ctx.processId, chain.id, { after, limit: following.runs });
    for (const run of page) {
      const owed = [...run.owed];
      for (const due of pendingOf(ctx.db, run, on)) {
        if (due.dueAt > ctx.now) break;
        if (due.dueAt > ctx.now - undoneForMs) owed.push(placeOf(due));
      }
      if (owed.length > run.owed.length) ctx.patch(escalationRuns, run, { owed: [...new Set(owed)] });
    }
    after = page.at(-1)?.id ?? "";
    more = page.length === following.runs;
  }
}

const State = z.strictObject({
  chainId: id,
  /** That the edit made; null: the chain was deleted. */
  version: z.number().int().nullable(),
  /** The edit's revision. */
  rev: z.number().int(),
  did: z.string(),
  /** The last run that has followed, and how many have. */
  after: id,
  done: z.number().int(),
});
type State = z.infer<typeof State>;

/** The runs of a chain that was edited or deleted follow. A later edit has a job of its own, which begins with the first run. */
export const followEdits = jobKind<State>({
  name: "escalations.follow_edit",
  label: "Open incidents follow the change of a chain",
  permission: "escalations.view",
  state: State,
  step(ctx, state) {
    const chain = chainById(ctx.db, ctx.processId, state.chainId);
    if (state.version !== null && chain?.timingVersion !== state.version)
      return { state, done: true, said: "The chain was changed again, and the incidents follow that." };
    const page = followPage(ctx, state, chain);
    const done = state.done + page.done;
    const after = page.last ?? state.after;
    return { state: { ...state, after, done }, done: page.last === null, progress: { done, total: null } };
  },
});

/** `did`: what the person did, such as `changed it`. The chain is as it was left: null in `after` when it was deleted. */
export function followChain(ctx: Ctx, chain: Chain, after: Chain | null, did: string): void {
  const state = { chainId: chain.id, version: after?.timingVersion ?? null, rev: ctx.rev, did, after: "" };
  const { last, done } = followPage(ctx, state, after);
  if (last !== null) ctx.start(followEdits, { ...state, after: last, done }, { about: chainKind.ref(chain) });
}

function followPage(ctx: Ctx, { chainId, version, rev, did, after }: Omit<State, "done">, chain: Chain | null) {
  const page = openRunsOfChain(ctx.db, ctx.processId, chainId, { after, limit: following.runs });
  for (const run of page) {
    if (version !== null && chain) followEdit(ctx, run, chain, did);
    // Brought back meanwhile, a chain may have begun on other incidents. By the revision: clocks step back.
    else if (run.rev <= rev) stop(ctx, run, `${ctx.actor.name} deleted the chain`);
  }
  return { done: page.length, last: page.length < following.runs ? null : (page.at(-1)?.id ?? null) };
}

/** One with nothing left is over, until a later edit brings something; one that gets a tier, or is switched on again, goes on. */
function followEdit(ctx: Ctx, run: Run, chain: Chain, did: string): void {
  const left = firstOf(pendingOf(ctx.db, run, chain)) !== null;
  if (left === (run.state === "running")) return;
  const incident = findIncident(ctx.db, ctx.processId, run.incidentId);
  if (!incident) throw new Error(`The run ${run.id} has no incident.`);
  const about = `The chain “${chain.name}”`;
  if (left) {
    ctx.patch(escalationRuns, run, { state: "running", endedAt: null, endedWhy: null });
    tell(ctx, incident, run, "escalating", `${about} goes on for ${incident.reference}: ${ctx.actor.name} ${did}`);
    return;
  }
  const endedWhy = chain.isActive
    ? `${ctx.actor.name} changed the chain and nothing is left of it to page`
    : `${ctx.actor.name} switched the chain off`;
  ctx.patch(escalationRuns, run, { state: "exhausted", endedAt: ctx.now, endedWhy });
  tell(ctx, incident, run, "exhausted", `${about} is over for ${incident.reference}: ${endedWhy}`);
}
