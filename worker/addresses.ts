import type { MiddlewareHandler } from "hono";
import { addressKey } from "#packages/core/addresses.ts";
import { Buckets } from "#packages/core/buckets.ts";
import { clock } from "#packages/core/clock.ts";
import { errors, type Refusal } from "#packages/core/errors.ts";
import { defaultSettings } from "#packages/processes/rules.ts";
import { refused } from "./api.ts";
import type { AppEnv } from "./app-env.ts";
import type { Env } from "./env.ts";
import type { RequestFacts } from "./hub-client.ts";
import { countLimited } from "./metrics.ts";
import { isReading } from "./security.ts";
import { presentedToken } from "./tokens.ts";

const buckets = new Buckets();
/** Signed by who sends them, and many at once when many mails were sent. */
const signed = "/api/webhooks/";

/**
 * Counts a request without a session. The bucket is this isolate's; the binding is of the whole location, and approximate.
 * Null: there is room, or nothing to tell addresses by (which is so only beside Cloudflare).
 */
export async function overAddressLimit(env: Env, { ip }: RequestFacts, reads: boolean): Promise<Refusal | null> {
  if (ip === null) return null;
  const key = addressKey(ip);
  const { readsPerMinute, writesPerMinute } = defaultSettings;
  const wait = buckets.take(`${reads}:${key}`, reads ? readsPerMinute : writesPerMinute, clock.now());
  const binding = wait === 0 ? await (reads ? env.ADDRESS_READS : env.ADDRESS_WRITES)?.limit({ key }) : undefined;
  if (wait === 0 && binding?.success !== false) return null;
  countLimited("address", reads);
  return tooMany(wait || 60_000);
}

export const tooMany = (waitMs: number): Refusal => {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  const when = seconds === 1 ? "a second" : `${seconds} seconds`;
  return errors.rateLimited(`Too many requests within a minute. Nothing was changed. Try again in ${when}.`, seconds);
};

/** For those who present no token; who does is counted by the hub that checks the session. */
export const limitedAddresses: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (presentedToken(c.req.raw) || c.req.path.startsWith(signed)) return next();
  const facts = c.get("facts");
  const refusal = await overAddressLimit(c.env, facts, isReading(c.req.method));
  if (!refusal) return next();
  // Pages say it in their own look, and keep what was typed.
  if (c.req.path.startsWith("/api/") && c.req.path !== "/api/docs") return refused(c, refusal);
  facts.limited = refusal;
  await next();
};
