import type { MiddlewareHandler } from "hono";
import { logInfo } from "#packages/core/log.ts";
import type { AppEnv } from "./app-env.ts";
import { factsOf } from "./context.ts";
import { mustBeSound } from "./env.ts";
import { countRefusal } from "./metrics.ts";
import { routeOf } from "./route.ts";

/** Answers that say "not you", "not now" or "not from there". */
const refusing = new Set([401, 403, 429]);

/** Gives the request its id, and writes one line about it when it is answered; another one when somebody was refused. */
export const requestLog: MiddlewareHandler<AppEnv> = async (c, next) => {
  const facts = factsOf(c.req.raw);
  c.set("facts", facts);
  mustBeSound(c.env);
  const start = performance.now();
  await next();
  const session = c.get("session");
  const about = {
    requestId: facts.requestId,
    method: c.req.method,
    route: routeOf(c),
    status: c.get("refusedAs") ?? c.res.status,
    userId: session?.user.id ?? null,
    sessionId: session?.sid ?? null,
    ip: facts.ip,
  };
  logInfo("request", { ...about, ms: Math.round(performance.now() - start) });
  if (!refusing.has(about.status)) return;
  logInfo("security.refused", { ...about, why: c.get("refusal") ?? null });
  countRefusal(about.route, about.status);
};
