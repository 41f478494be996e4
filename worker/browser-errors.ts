import type { Context } from "hono";
import { invalidInput } from "#durable-objects/checks.ts";
import { Buckets } from "#packages/core/buckets.ts";
import { clock } from "#packages/core/clock.ts";
import { errors } from "#packages/core/errors.ts";
import { logError } from "#packages/core/log.ts";
import { BrowserError } from "#packages/doors.ts";
import type { AppEnv } from "./app-env.ts";
import { anonymousBytes, jsonBody } from "./body.ts";
import { settingsOf } from "./env.ts";
import { refused } from "./refused.ts";
import { isSameOrigin } from "./security.ts";
import { presentedToken, readToken } from "./tokens.ts";

/** Reports a minute: of one session, of one address without one, of all addresses without one. Per isolate. */
const ofSession = 20;
const ofAddress = 5;
const ofStrangers = 30;
const buckets = new Buckets(1_000);

/**
 * What broke in somebody's browser, told by our own pages. Whose session it is says the token alone: no hub is asked, and
 * nothing but the report depends on it.
 */
export async function browserError(c: Context<AppEnv>): Promise<Response> {
  const request = c.req.raw;
  const fromPage = c.req.header("origin") !== undefined || c.req.header("sec-fetch-site") !== undefined;
  if (!fromPage || !isSameOrigin(request, settingsOf(c.env).APP_URL))
    return refused(c, errors.forbidden("Errors are reported by the product's own pages only."));
  const presented = presentedToken(request);
  const claims = presented ? await readToken(settingsOf(c.env).SESSION_SECRET, presented.token) : null;
  const now = clock.now();
  const wait = claims
    ? buckets.take(`s:${claims.sid}`, ofSession, now)
    : Math.max(buckets.take(`a:${c.get("facts").ip}`, ofAddress, now), buckets.take("strangers", ofStrangers, now));
  if (wait > 0) return refused(c, errors.rateLimited("Enough errors were reported for now.", Math.ceil(wait / 1000)));
  const body = await jsonBody(request, anonymousBytes);
  if (!body.ok) return refused(c, body.error);
  const report = BrowserError.safeParse(body.value);
  if (!report.success) return refused(c, invalidInput(report.error));
  const { kind, message, stack, page, requestId, release } = report.data;
  logError(`browser.${kind}`, {
    requestId,
    release,
    path: page,
    processId: claims?.processId ?? null,
    userId: claims?.userId ?? null,
    error: stack === null || stack.startsWith(message) ? (stack ?? message) : `${message}\n${stack}`,
  });
  return c.body(null, 204);
}
