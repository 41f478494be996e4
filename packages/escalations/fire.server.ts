import type { Ctx } from "#packages/core/context.ts";
import { formatDuration } from "#packages/core/duration.ts";
import type { Notice } from "#packages/core/notice.ts";
import { incidentKind } from "#packages/incidents/entity.server.ts";
import type { Incident } from "#packages/incidents/store.server.ts";
import { findIncident } from "#packages/incidents/store.server.ts";
import { mustOwnProcess, type Process } from "#packages/processes/queries.server.ts";
import { pageMail } from "./emails.tsx";
import { hasGap, type Target } from "./reach.ts";
import { allFired, type Channel, channelWords, type DueTier, firingKey, placeOf } from "./rules.ts";
import { firstOf, pendingOf, type Reach, reachIn, runsOf } from "./store.server.ts";
import { type Execution, escalationExecutions, escalationRuns, type Run } from "./tables.ts";

const toTheProcess: readonly Channel[] = ["slack", "webhook"];

/** `note`: a word to whoever is paged, from the person who pages by hand. */
interface Further {
  reach?: Reach;
  note?: string | undefined;
}

/** Fires one tier: its record, its pages and its place in the story, in the one transaction that decided it. */
export function fire(ctx: Ctx, run: Run, due: DueTier, byHand: boolean, { reach, note }: Further = {}): void {
  const incident = findIncident(ctx.db, ctx.processId, run.incidentId);
  if (!incident) throw new Error(`The run ${run.id} has no incident.`);
  const process = mustOwnProcess(ctx.db, ctx.processId);
  const target = (reach ?? reachIn(ctx.db, ctx.processId, process.timeZone))(due.tier, ctx.now);
  recordFiring(ctx, { process, incident, run, due, target, note }, byHand);
  if (firstOf(pendingOf(ctx.db, run)) === null)
    ctx.patch(escalationRuns, run, { state: "exhausted", endedAt: ctx.now, endedWhy: allFired });
  // Touched in any case, so that its timer is derived anew: a tier fired by hand leaves that of the next.
  else ctx.patch(escalationRuns, run, { state: "running", endedAt: null, endedWhy: null });
}

/** A firing whose people are known: its record, its pages and its place in the story. */
export function recordFiring(ctx: Ctx, fired: Omit<Firing, "execution">, byHand: boolean): void {
  const { incident, run, due, target } = fired;
  const execution = ctx.put(escalationExecutions, {
    id: firingKey(run.id, placeOf(due)),
    runId: run.id,
    incidentId: incident.id,
    chainId: run.chainId,
    round: due.round,
    tierId: due.tier.id,
    tierNumber: due.number,
    dueAt: due.dueAt,
    firedAt: ctx.now,
    latenessMs: byHand ? 0 : Math.max(0, ctx.now - due.dueAt),
    byHand,
    firedBy: byHand ? ctx.actor.name : null,
    outcome: target.people.length > 0 ? "paged" : "unreachable",
    channels: due.tier.channels,
    trail: target.trail,
    targetIds: target.people.map((person) => person.id),
  });
  tellOfPages(ctx, { ...fired, execution });
}

/** The pages of a firing and its place in the story. */
export function tellOfPages(ctx: Ctx, fired: Firing): void {
  ctx.notify(pageOf(ctx, fired));
  tell(ctx, fired);
}

interface Firing {
  process: Process;
  incident: Incident;
  run: Run;
  due: DueTier;
  target: Target;
  execution: Execution;
  /** A word to whoever is paged, from the person who pages by hand. */
  note?: string | undefined;
  /** Somebody is paged in the place of a person who can't be paged any more. */
  instead?: boolean;
}

/** One message for all who are paged, as they are for the same reason; Slack and webhook get it, too. */
function pageOf(ctx: Ctx, firing: Firing): Notice {
  const { target, due, instead } = firing;
  // Slack and webhook reached the process's own address the first time.
  const channels = instead ? due.tier.channels.filter((channel) => !toTheProcess.includes(channel)) : due.tier.channels;
  return pageMail(
    ctx,
    { ...firing, next: nextWords(ctx, firing) },
    target.people.map((person) => person.id),
    channels,
  );
}

/** "Ben in 15 min if nobody acknowledges", or that nobody else will be paged, by whichever chain is at work. */
function nextWords(ctx: Ctx, { incident, process }: Firing): string {
  const pending = runsOf(ctx.db, ctx.processId, incident.id).flatMap((run) => firstOf(pendingOf(ctx.db, run)) ?? []);
  const [next] = pending.sort((a, b) => a.dueAt - b.dueAt);
  if (!next) return "Nobody: you are the last to be paged.";
  const { people } = reachIn(ctx.db, ctx.processId, process.timeZone)(next.tier, next.dueAt);
  const names = people.map(({ name }) => name).join(", ") || "Nobody who can be reached";
  return `${names} in ${formatDuration(next.dueAt - ctx.now)} if nobody acknowledges`;
}

function tell(ctx: Ctx, firing: Firing): void {
  const { incident, run, due, target, execution, instead } = firing;
  const late = execution.latenessMs > 1_000 && !instead ? `, ${formatDuration(execution.latenessMs)} late` : "";
  const gap = hasGap(target.trail) ? " (not the first choice)" : "";
  const why = instead ? ", because whoever was to be paged can't be any more" : "";
  const names = target.people.map((person) => person.name).join(", ");
  const reached = names ? `${pagedWords(ctx, names, due.tier.channels)}${gap}` : "found nobody who could be paged";
  const note = firing.note ? `: ${firing.note}` : "";
  ctx.emit({
    about: incidentKind.ref(incident),
    action: names ? "paged" : "unreachable",
    summary: `${whoPages(firing)} ${reached} for ${incident.reference}${late}${why}${note}`,
    data: {
      runId: run.id,
      executionId: execution.id,
      tier: due.number,
      latenessMs: execution.latenessMs,
      userIds: execution.targetIds,
    },
  });
}

function whoPages({ run, due, execution }: Firing): string {
  if (run.chainId === null) return execution.firedBy ?? "Somebody";
  const round = due.round > 0 ? `, round ${due.round + 1}` : "";
  return `Tier ${due.number}${round} of “${run.chainName}”`;
}

const byWords = (channels: readonly Channel[]): string =>
  channels.map((channel) => (channel === "in_app" ? "in the app" : `by ${channelWords[channel]}`)).join(" and ");

/** "paged Asha by e-mail", and what of it does not leave now: "tried to page Asha by e-mail (held: no mail service is set up)". */
function pagedWords(ctx: Ctx, names: string, channels: readonly Channel[]): string {
  const problems = channels.map((channel) => ctx.channelProblem(channel));
  const held = [...new Set(problems.filter((problem) => problem !== null))].join("; ");
  const working = channels.filter((_, place) => problems[place] === null);
  if (!held) return `paged ${names} ${byWords(channels)}`;
  const waiting = channels.filter((_, place) => problems[place] !== null);
  if (working.length === 0) return `tried to page ${names} ${byWords(waiting)} (held: ${held})`;
  return `paged ${names} ${byWords(working)}, and tried ${byWords(waiting)} (held: ${held})`;
}
