import type { Context, MiddlewareHandler } from "hono";
import { addressKey } from "#packages/core/addresses.ts";
import { Buckets } from "#packages/core/buckets.ts";
import { clock } from "#packages/core/clock.ts";
import { errors, type Refusal } from "#packages/core/errors.ts";
import type { AppEnv } from "./app-env.ts";
import { type Env, settingsOf } from "./env.ts";
import type { RequestFacts } from "./hub-client.ts";
import { countLimited } from "./metrics.ts";
import { refused } from "./refused.ts";
import { isReading } from "./security.ts";
import { claimsOf } from "./tokens.ts";

/** As the bindings in wrangler.toml have it. */
const readsPerMinute = 600;
const writesPerMinute = 120;
const buckets = new Buckets();
/** Signed by who sends them, and many at once when many mails were sent. */
const signed = "/api/webhooks/";

/**
 * Counts a request without a session. The bucket is this isolate's; the binding is of the whole location, and approximate.
 * Null: there is room, or nothing to tell addresses by (which is so only beside Cloudflare).
 */
async function overAddressLimit(env: Env, { ip }: RequestFacts, reads: boolean): Promise<Refusal | null> {
  if (ip === null) return null;
  const key = addressKey(ip);
  const perMinute = reads ? readsPerMinute : writesPerMinute;
  const wait = buckets.take(`${reads}:${key}`, perMinute, clock.now());
  const { ADDRESS_READS, ADDRESS_WRITES } = settingsOf(env);
  const binding = wait === 0 ? await (reads ? ADDRESS_READS : ADDRESS_WRITES)?.limit({ key }) : undefined;
  if (wait === 0 && binding?.success !== false) return null;
  countLimited("address", reads);
  return errors.tooMany(wait || 60_000);
}

/** Sessions that a hub said have ended, as far as this isolate remembers: their tokens are good for nothing any more. */
const ended = new Set<string>();
const mostEnded = 10_000;

export function noteEnded(sid: string): void {
  const [oldest] = ended;
  if (ended.size >= mostEnded && oldest !== undefined) ended.delete(oldest);
  ended.add(sid);
}

/** Whether the hub that checks the session will count this request: a token that anybody can write counts for nothing. */
async function hasSession({ env, req }: Context<AppEnv>): Promise<boolean> {
  const claims = await claimsOf(req.raw, settingsOf(env).SESSION_SECRET);
  return claims !== null && !ended.has(claims.sid);
}

/** Answered by the host itself, and not as a page. */
const isOwn = (path: string): boolean =>
  path === "/healthz" || path === "/metrics" || (path.startsWith("/api/") && path !== "/api/docs");

/** For all but those with a session. */
export const limitedAddresses: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.path.startsWith(signed) || (await hasSession(c))) return next();
  const facts = c.get("facts");
  const refusal = await overAddressLimit(c.env, facts, isReading(c.req.method));
  if (!refusal) return next();
  // Pages say it in their own look, and keep what was typed.
  if (isOwn(c.req.path)) return refused(c, refusal);
  facts.limited = refusal;
  await next();
};
