import { minute, second } from "#packages/core/clock.ts";
import type { Ctx } from "#packages/core/context.ts";
import { errors, type Refusal } from "#packages/core/errors.ts";
import { select } from "#packages/core/rows.ts";
import { settingOf } from "#packages/core/settings.ts";
import { sessionSettings } from "#packages/sessions/settings.ts";
import { incidents } from "./tables.ts";

/** Of a person's changes a minute so many may be new incidents, 30 unless the process says otherwise: each is told to the whole team. */
const shareOfWrites = 1 / 4;

/** Why a person may not open one more just now, or null. What comes in by other ways than a person has limits of its own. */
export function openedTooMany(ctx: Ctx): Refusal | null {
  if (ctx.actor.kind === "system" || ctx.actor.id === null) return null;
  const writesPerMinute = settingOf(ctx.db, ctx.processId, sessionSettings.writesPerMinute);
  const most = Math.ceil(writesPerMinute * shareOfWrites);
  const [oldest] = select(
    ctx.db,
    incidents,
    "WHERE process_id = ? AND opened_at > ? AND reported_by_id = ? ORDER BY opened_at DESC LIMIT 1 OFFSET ?",
    [ctx.processId, ctx.now - minute, ctx.actor.id, most - 1],
  );
  if (!oldest) return null;
  const wait = Math.max(1, Math.ceil((oldest.openedAt + minute - ctx.now) / second));
  return errors.rateLimited(
    `You opened ${most} incidents within a minute. The next is possible in ${wait} s; more of the same belong into one.`,
    wait,
  );
}
