import type { MiddlewareHandler } from "hono";
import { minute, second } from "#packages/core/clock.ts";
import type { AppEnv } from "./app-env.ts";
import { cookiesOf, presentedToken } from "./tokens.ts";

/** A version of D1: with the answer to a command, and with the requests after it, so that their lists show what it did. */
export const bookmarkHeader = "x-d1-bookmark";
const cookieName = "__Host-d1";
/** Copies of D1 are seconds behind. Past that a bookmark says nothing any more. */
const keptMs = 10 * minute;
const shape = /^[0-9a-f-]{1,128}$/;

/** What this client was last told; null where it was told nothing, or sends something else. */
export function bookmarkIn(request: Request): string | null {
  const sent = request.headers.get(bookmarkHeader) ?? cookiesOf(request).get(cookieName) ?? "";
  return shape.test(sent) ? sent : null;
}

/** Tells who sent a command which version of D1 has it. A browser keeps it by itself. */
export const toldBookmark: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  const { wrote } = c.get("facts");
  // The answer to an upgrade has no headers to be changed, and whoever opens a socket lists nothing with it.
  if (wrote === undefined || c.res.status === 101) return;
  c.res.headers.set(bookmarkHeader, wrote);
  if (presentedToken(c.req.raw)?.by !== "cookie") return;
  const cookie = `${cookieName}=${wrote}; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=${keptMs / second}`;
  c.res.headers.append("set-cookie", cookie);
};
