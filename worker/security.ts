import type { MiddlewareHandler } from "hono";
import { errors } from "#packages/core/errors.ts";
import type { AppEnv } from "./app-env.ts";
import { settingsOf } from "./env.ts";
import { refused } from "./refused.ts";
import { cookieName } from "./tokens.ts";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);
export const isReading = (method: string): boolean => safe.has(method);

/** Same origin by the browser's own word, or by the Origin it sends. Without either it isn't a browser's cross-site request. */
export function isSameOrigin(request: Request, appUrl: string): boolean {
  const origin = request.headers.get("origin");
  if (origin !== null) return origin === new URL(request.url).origin || origin === new URL(appUrl).origin;
  const site = request.headers.get("sec-fetch-site");
  return site === null || site === "same-origin" || site === "none";
}

const carriesCookie = (request: Request) => request.headers.get("cookie")?.includes(`${cookieName}=`) === true;

/** One check for every unsafe request that a browser could have been tricked into: pages' forms and the JSON API alike. */
export const sameOriginOnly: MiddlewareHandler<AppEnv> = async (c, next) => {
  const unsafe = !safe.has(c.req.method);
  const byBearer = c.req.header("authorization") !== undefined && !carriesCookie(c.req.raw);
  if (unsafe && !byBearer && !isSameOrigin(c.req.raw, settingsOf(c.env).APP_URL)) {
    const error = errors.forbidden(
      "This request came from another site and was not carried out. Open the page here and try again.",
    );
    const answer = refused(c, error);
    c.set("refusal", "cross-site");
    return answer;
  }
  await next();
};

/** Headers of every answer. Scripts only with this answer's nonce; nothing is framed; nothing private is cached. */
export const secureHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  c.set("nonce", nonce);
  await next();
  if (c.res.status === 101) return;
  const { headers } = c.res;
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  headers.set("content-security-policy", policy.join("; "));
  headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "same-origin");
  headers.set("permissions-policy", "camera=(), microphone=(), geolocation=()");
  headers.set("x-request-id", c.get("facts").requestId);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
};
