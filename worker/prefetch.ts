import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./app-env.ts";

/** How long a browser keeps what it has asked for before somebody has pressed the link. */
const keptSeconds = 10;

/** Whether a browser asks in case the page will be wanted. Nobody has looked at anything yet. */
export const isPrefetch = (headers: Headers): boolean => /\bprefetch\b/.test(headers.get("sec-purpose") ?? "");

/**
 * A page's data that was asked for ahead is kept for the click, which would ask for it again otherwise. Only by the browser
 * itself, and only for the same cookies: whoever signs in, or has changed something since, gets an answer of their own.
 */
export const keptPrefetch: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  const isData = c.req.method === "GET" && new URL(c.req.url).pathname.endsWith(".data");
  const { ahead, leftOut } = c.get("facts");
  if (!isData || c.res.status !== 200 || !ahead || leftOut) return;
  c.res.headers.set("cache-control", `private, max-age=${keptSeconds}`);
  c.res.headers.append("vary", "cookie");
};
