import { Hono } from "hono";
import { errors } from "#packages/core/errors.ts";
import { describe, logError } from "#packages/core/log.ts";
import { limitedAddresses } from "./addresses.ts";
import { apiApp } from "./api.ts";
import type { AppEnv } from "./app-env.ts";
import { toldBookmark } from "./bookmarks.ts";
import { demo } from "./demo.ts";
import { measured } from "./metrics.ts";
import { healthz, metrics } from "./operations.ts";
import { type PagesBuild, pagesOf } from "./pages.ts";
import { keptPrefetch } from "./prefetch.ts";
import { refusalOf, refused } from "./refused.ts";
import { requestLog } from "./request-log.ts";
import { routeOf } from "./route.ts";
import { sameOriginOnly, secureHeaders } from "./security.ts";
import { setup } from "./setup.ts";

const builtPages: PagesBuild = () => import("#build/server/index.js");

/** The order of a request: its id and log line, headers, origin, then who answers it. */
export function makeApp(build = builtPages): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const pages = pagesOf(build);
  app.use(requestLog, measured, toldBookmark, secureHeaders, limitedAddresses);
  app.get("/healthz", healthz);
  app.get("/metrics", metrics);
  app.post("/api/demo/seed", demo);
  app.post("/api/setup", setup);
  app.use(sameOriginOnly);
  app.get("/api/docs", pages);
  app.route("/api", apiApp());
  app.use(keptPrefetch);
  app.get("/assets/*", (c) => refused(c, errors.notFound("This file")));
  app.all("*", pages);
  app.onError((thrown, c) => {
    logError("request.broke", {
      requestId: c.get("facts")?.requestId,
      path: routeOf(c),
      error: describe(thrown),
    });
    return refused(c, refusalOf(thrown));
  });
  return app;
}
