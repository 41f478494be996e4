import type { Context } from "hono";
import { type Refusal, statusOf } from "#packages/core/errors.ts";
import type { AppEnv } from "./app-env.ts";
import { isBrowser } from "./browser.ts";
import { refused } from "./refused.ts";

/** What a page does about each: it asks to sign in, and it stops trying. */
const codes: Partial<Record<Refusal["code"], number>> = { unauthenticated: 4401, forbidden: 4403 };

/**
 * A browser tells a page nothing of an upgrade that was refused: it would try for ever. So it gets its socket, closed
 * with a code that says why. Programs read the status.
 */
export function refusedSocket(c: Context<AppEnv>, error: Refusal): Response {
  const code = codes[error.code];
  if (code === undefined || !isBrowser(c.req.raw)) return refused(c, error);
  c.set("refusal", error.code);
  c.set("refusedAs", statusOf[error.code]);
  return closed(code, error.message);
}

/** Reasons are at most 123 bytes. */
function closed(code: number, reason: string): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.close(code, reason.slice(0, 100));
  return new Response(null, { status: 101, webSocket: client });
}
