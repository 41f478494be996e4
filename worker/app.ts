import { Hono } from "hono";
import { errors } from "#packages/core/errors.ts";
import { describe, logError, logInfo } from "#packages/core/log.ts";
import { limitedAddresses } from "./addresses.ts";
import { apiApp, refusalOf, refused } from "./api.ts";
import type { AppEnv } from "./app-env.ts";
import { factsOf } from "./context.ts";
import { demo } from "./demo.ts";
import { settingsOf } from "./env.ts";
import { measured } from "./metrics.ts";
import { healthz, metrics } from "./operations.ts";
import { type PagesBuild, pagesOf } from "./pages.ts";
import { sameOriginOnly, secureHeaders } from "./security.ts";
import { setup } from "./setup.ts";

const builtPages: PagesBuild = () => import("#build/server/index.js");

/** The order of a request: its id and log line, headers, origin, then who answers it. */
export function makeApp(build = builtPages): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const pages = pagesOf(build);
  app.use(async (c, next) => {
    const facts = factsOf(c.req.raw);
    c.set("facts", facts);
    settingsOf(c.env);
    const start = performance.now();
    await next();
    logInfo("request", {
      requestId: facts.requestId,
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      ms: Math.round(performance.now() - start),
    });
  });
  app.use(measured, secureHeaders, limitedAddresses);
  app.get("/healthz", healthz);
  app.get("/metrics", metrics);
  app.post("/api/demo/seed", demo);
  app.post("/api/setup", setup);
  app.use(sameOriginOnly);
  app.get("/api/docs", pages);
  app.route("/api", apiApp());
  app.get("/assets/*", (c) => refused(c, errors.notFound("This file")));
  app.all("*", pages);
  app.onError((thrown, c) => {
    logError("request.broke", {
      requestId: c.get("facts")?.requestId,
      path: c.req.path,
      error: describe(thrown),
    });
    return refused(c, refusalOf(thrown));
  });
  return app;
}
