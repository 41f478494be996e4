import { minute, second } from "#packages/core/clock.ts";
import type { Ctx } from "#packages/core/context.ts";
import { formatDuration } from "#packages/core/duration.ts";
import { errors, type Refusal } from "#packages/core/errors.ts";
import { formatTime } from "#packages/core/words.ts";
import type { Incident } from "#packages/incidents/store.server.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { userById } from "#packages/users/queries.server.ts";
import { firedCount, lastExecutions } from "./store.server.ts";
import type { Execution, Run } from "./tables.ts";

/** So often within that time may one incident be escalated by hand: each time wakes somebody. */
const mostByHand = 3;
const byHandWithin = 5 * minute;
/** For so long an escalation by hand counts as the same press again where the caller does not say what they saw. */
const samePressWithin = 10 * second;
/** Enough of the last pages to find three by hand among those that fired at their times. */
const lookedAt = 100;

/**
 * Why an escalation by hand has been overtaken, or null: somebody was paged since the person looked. Who doesn't say what
 * they saw may have pressed twice.
 */
export function alreadyPaged(ctx: Ctx, incident: Incident, seen: number | undefined): string | null {
  const [last] = lastExecutions(ctx.db, ctx.processId, incident.id, 1);
  if (!last) return null;
  const twice = last.byHand && ctx.now - last.firedAt < samePressWithin;
  // Counted, because the clock may step back between two pages.
  const overtaken = seen === undefined ? twice : seen !== firedCount(ctx.db, ctx.processId, incident.id);
  return overtaken ? pagedWords(ctx, last) : null;
}

/** People who were paged by hand a moment ago are not paged twice by one press; others may be paged at any time. */
export function samePeoplePaged(ctx: Ctx, incident: Incident, userIds: readonly string[]): string | null {
  const recent = lastExecutions(ctx.db, ctx.processId, incident.id, lookedAt).filter(
    ({ byHand, firedAt }) => byHand && ctx.now - firedAt < samePressWithin,
  );
  const same = recent.find(({ targetIds }) => userIds.every((id) => targetIds.includes(id)));
  return same ? pagedWords(ctx, same) : null;
}

/**
 * Whether a chain has begun for an incident a moment ago, or as often as pages by hand may go out: one with a single tier has
 * nobody left as soon as it has begun, and a second press would page everybody again.
 */
export function startedLately(runs: readonly Pick<Run, "startedAt">[], now: number): boolean {
  const times = runs.map(({ startedAt }) => startedAt);
  return (
    times.some((at) => now - at < samePressWithin) || times.filter((at) => now - at < byHandWithin).length >= mostByHand
  );
}

/** "Tier 2 (Asha) was paged by Ben 3 s ago. Escalate again if that is not enough." */
function pagedWords(ctx: Ctx, { tierNumber, targetIds, firedBy, firedAt }: Execution): string {
  const names = targetIds.map((id) => userById(ctx.db, ctx.processId, id)?.name ?? "somebody").join(", ");
  const ago = formatDuration(ctx.now - firedAt);
  if (tierNumber === 0) return `${names} was paged by ${firedBy} ${ago} ago. Page again if that is not enough.`;
  const whom = names ? ` (${names})` : "";
  return `Tier ${tierNumber}${whom} was paged ${firedBy ? `by ${firedBy}` : "at its time"} ${ago} ago. Escalate again if that is not enough.`;
}

/** Refuses the fourth escalation by hand within five minutes, and says when the next is possible. */
export function tooOften(ctx: Ctx, incident: Incident): Refusal | null {
  const byHand = lastExecutions(ctx.db, ctx.processId, incident.id, lookedAt).filter(
    ({ byHand, firedAt }) => byHand && firedAt > ctx.now - byHandWithin,
  );
  const oldest = byHand[mostByHand - 1];
  if (!oldest) return null;
  const at = oldest.firedAt + byHandWithin;
  const { timeZone } = mustOwnProcess(ctx.db, ctx.processId);
  return errors.rateLimited(
    `${incident.reference} was escalated ${mostByHand} times within ${formatDuration(byHandWithin)}. The next time is possible at ${formatTime(at, timeZone)}.`,
    Math.ceil((at - ctx.now) / second),
  );
}
