import type { Ctx } from "#packages/core/context.ts";
import { sha256Hex } from "#packages/core/json.ts";
import { rowById } from "#packages/core/rows.ts";
import { counted, isLocked, triesOfAll, triesOfNetwork } from "./rules.ts";
import { signInAttempts, signInNetworks } from "./tables.ts";

/** An address is kept as a digest only, alone and with where it was tried from. */
const addressKey = (email: string) => sha256Hex(email);
const networkKey = (email: string, network: string) => sha256Hex(`${addressKey(email)} ${network}`);

const attemptsOf = (ctx: Ctx, key: string) => rowById(ctx.db, signInAttempts, ctx.processId, key);

function counterOf(ctx: Ctx, key: string, allowed: number) {
  const known = attemptsOf(ctx, key);
  return {
    known,
    count() {
      const state = counted(known, allowed, ctx.now);
      if (known) ctx.patch(signInAttempts, known, state);
      else ctx.put(signInAttempts, { id: key, ...state });
    },
  };
}

const hasSignedInFrom = (ctx: Ctx, email: string, network: string): boolean =>
  rowById(ctx.db, signInNetworks, ctx.processId, networkKey(email, network)) !== null;

/** Counts a try, or answers until when none is taken (UTC milliseconds). Addresses that nobody has are counted as all are. */
export function countTry(ctx: Ctx, email: string, network: string): number | null {
  const here = counterOf(ctx, networkKey(email, network), triesOfNetwork);
  const all = counterOf(ctx, addressKey(email), triesOfAll);
  if (isLocked(here.known, ctx.now)) return here.known.lockedUntil;
  if (isLocked(all.known, ctx.now) && !hasSignedInFrom(ctx, email, network)) return all.known.lockedUntil;
  here.count();
  if (!isLocked(all.known, ctx.now)) all.count();
  return null;
}

/** The try was counted before the password was known to be right. What others tried elsewhere stays counted. */
export function forgiveTry(ctx: Ctx, email: string, network: string): void {
  const here = attemptsOf(ctx, networkKey(email, network));
  if (here) ctx.patch(signInAttempts, here, { failures: 0, lockedUntil: null });
  const all = attemptsOf(ctx, addressKey(email));
  if (all && all.lockedUntil === null) ctx.patch(signInAttempts, all, { failures: Math.max(0, all.failures - 1) });
  const known = rowById(ctx.db, signInNetworks, ctx.processId, networkKey(email, network));
  if (known) ctx.patch(signInNetworks, known, {});
  else ctx.put(signInNetworks, { id: networkKey(email, network) });
}
