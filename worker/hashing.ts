import { argon2idAsync } from "@noble/hashes/argon2.js";
import { clock } from "#packages/core/clock.ts";
import { errors } from "#packages/core/errors.ts";
import { atMost, soon } from "#packages/core/patience.ts";
import { type Result, refuse } from "#packages/core/result.ts";

/** A hash is 20 MB and 200 ms of the one thread that all requests of an isolate share: a second at once would gain nothing. */
const mostInside = 11;
/** Of one network, so that no single one can keep all others out. */
const mostOfNetwork = 6;
const retrySeconds = 3;
/** The platform drops a request whose client has gone, wherever it stands: what it held is free after this long. */
const leaseMs = 10_000;

const busy = errors.unavailable(
  "Too many people are signing in at this moment. Try again in a few seconds.",
  retrySeconds,
);

let inside: { until: number; network: string }[] = [];

/**
 * For everything that hashes a password: one is hashed, ten wait, and who comes after them is refused before anything is
 * counted or written. `network`: where the request came from.
 */
export async function withHashing<T>(network: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
  const now = clock.now();
  inside = inside.filter(({ until }) => until > now);
  const theirs = inside.filter((one) => one.network === network).length;
  if (inside.length >= mostInside || theirs >= mostOfNetwork) return refuse(busy);
  const place = { until: now + leaseMs, network };
  inside.push(place);
  try {
    return await work();
  } finally {
    inside = inside.filter((one) => one !== place);
  }
}

let last: Promise<unknown> = Promise.resolve();

/** One at a time, in the order of asking. */
export function inTurn<T>(work: () => Promise<T>, patienceMs = leaseMs): Promise<T> {
  const mine = atMost(patienceMs, last, null).then(work);
  last = mine.catch(() => null);
  return mine;
}

/**
 * The library lets others run by the clock, and on Cloudflare the clock stands still while a request computes. So it asks
 * after each block of memory (`asyncTick: 0`), and each 512th time, some 5 ms apart, others do run. `scheduler.yield` is
 * where it asks: the web has it, Workers don't.
 */
const blocksPerSlice = 512;
let blocks = 0;
const done = Promise.resolve();
Object.defineProperty(scheduler, "yield", {
  configurable: true,
  value(): Promise<void> {
    blocks += 1;
    return blocks % blocksPerSlice === 0 ? soon() : done;
  },
});

interface Cost {
  m: number;
  t: number;
  p: number;
  dkLen: number;
  key: Uint8Array;
}

export const argon2id = (password: string | Uint8Array, salt: Uint8Array, cost: Cost): Promise<Uint8Array> =>
  inTurn(() => argon2idAsync(password, salt, { ...cost, asyncTick: 0 }));
