import type { Context } from "hono";
import { matchedRoutes, routePath } from "hono/route";
import type { AppEnv } from "./app-env.ts";

/** What was asked for, as its pattern: an address may hold an id or a secret. Also of a request that was stopped on its way. */
export const routeOf = (c: Context<AppEnv>): string =>
  c.get("page") ?? matchedRoutes(c).find(({ path }) => !path.includes("*"))?.path ?? routePath(c);
