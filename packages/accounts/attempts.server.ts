import { hour } from "#packages/core/clock.ts";
import type { Ctx } from "#packages/core/context.ts";
import { sha256Hex } from "#packages/core/json.ts";
import { rowById } from "#packages/core/rows.ts";
import { counted, hasRow, isLocked, refusedOneByOne, triesOfAll, triesOfAnyAddress, triesOfNetwork } from "./rules.ts";
import { signInAttempts, signInNetworks, signInSources } from "./tables.ts";

/** An address is kept as a digest only, alone and with where it was tried from. */
const addressKey = (email: string) => sha256Hex(email);
const networkKey = (email: string, network: string) => sha256Hex(`${addressKey(email)} ${network}`);

type Counts = typeof signInAttempts | typeof signInSources;

function counterOf(ctx: Ctx, table: Counts, key: string, allowed: number) {
  const known = rowById(ctx.db, table, ctx.processId, key);
  return {
    known,
    count() {
      const state = counted(known, allowed, ctx.now);
      if (known) ctx.patch(table, known, state);
      else ctx.put(table, { id: key, ...state });
    },
  };
}

const hasSignedInFrom = (ctx: Ctx, email: string, network: string): boolean =>
  rowById(ctx.db, signInNetworks, ctx.processId, networkKey(email, network)) !== null;

const anyAddressKey = (network: string) => sha256Hex(`any address ${network}`);

/** Counts a try, or answers until when none is taken (UTC milliseconds). Addresses that nobody has are counted as all are. */
export function countTry(ctx: Ctx, email: string, network: string): number | null {
  const here = counterOf(ctx, signInAttempts, networkKey(email, network), triesOfNetwork);
  const all = counterOf(ctx, signInAttempts, addressKey(email), triesOfAll);
  const any = counterOf(ctx, signInSources, anyAddressKey(network), triesOfAnyAddress);
  if (isLocked(any.known, ctx.now)) return any.known.lockedUntil;
  if (isLocked(here.known, ctx.now)) return here.known.lockedUntil;
  if (isLocked(all.known, ctx.now) && !hasSignedInFrom(ctx, email, network)) return all.known.lockedUntil;
  any.count();
  here.count();
  if (!isLocked(all.known, ctx.now)) all.count();
  return null;
}

/** The try was counted before the password was known to be right. What others tried elsewhere stays counted. */
export function forgiveTry(ctx: Ctx, email: string, network: string): void {
  const here = rowById(ctx.db, signInAttempts, ctx.processId, networkKey(email, network));
  if (here) ctx.patch(signInAttempts, here, { failures: 0, lockedUntil: null });
  const less = (table: Counts, key: string) => {
    const all = rowById(ctx.db, table, ctx.processId, key);
    if (all && all.lockedUntil === null) ctx.patch(table, all, { failures: Math.max(0, all.failures - 1) });
  };
  less(signInAttempts, addressKey(email));
  less(signInSources, anyAddressKey(network));
  const known = rowById(ctx.db, signInNetworks, ctx.processId, networkKey(email, network));
  if (known) ctx.patch(signInNetworks, known, {});
  else ctx.put(signInNetworks, { id: networkKey(email, network) });
}

/** Refused tries of the present hour, this one among them. */
export interface Refusals {
  ofNetwork: number;
  ofAll: number;
}

/** Counts a refused try, and says whether it has a row of its own in the log: for many in an hour there is one now and then. */
export function countRefusal(ctx: Ctx, network: string): Refusals & { isLogged: boolean } {
  const present = Math.floor(ctx.now / hour);
  const count = (whose: string) => {
    const id = sha256Hex(`refused ${present} ${whose}`);
    const known = rowById(ctx.db, signInSources, ctx.processId, id);
    if (!known) return ctx.put(signInSources, { id, failures: 1, lockedUntil: null }).failures;
    return ctx.patch(signInSources, known, { failures: known.failures + 1 }).failures;
  };
  const [ofNetwork, ofAll] = [count(network), count("")];
  const isLogged = hasRow(ofNetwork, refusedOneByOne.network) && hasRow(ofAll, refusedOneByOne.all);
  return { ofNetwork, ofAll, isLogged };
}
