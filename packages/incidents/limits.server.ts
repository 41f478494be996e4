import { minute, second } from "#packages/core/clock.ts";
import type { Ctx } from "#packages/core/context.ts";
import { errors, type Refusal } from "#packages/core/errors.ts";
import { select } from "#packages/core/rows.ts";
import { incidents } from "./tables.ts";

/** So many incidents may one person open within a minute: each is told to the whole team. */
const mostOpened = 30;

/** Why a person may not open one more just now, or null. What comes in by other ways than a person has limits of its own. */
export function openedTooMany(ctx: Ctx): Refusal | null {
  if (ctx.actor.kind === "system" || ctx.actor.id === null) return null;
  const recent = select(
    ctx.db,
    incidents,
    "WHERE process_id = ? AND opened_at > ? AND reported_by_id = ? ORDER BY opened_at DESC LIMIT ?",
    [ctx.processId, ctx.now - minute, ctx.actor.id, mostOpened],
  );
  const oldest = recent[mostOpened - 1];
  if (!oldest) return null;
  const wait = Math.max(1, Math.ceil((oldest.openedAt + minute - ctx.now) / second));
  return errors.rateLimited(
    `You opened ${mostOpened} incidents within a minute. The next is possible in ${wait} s; more of the same belong into one.`,
    wait,
  );
}
