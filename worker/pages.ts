import { type AppLoadContext, createRequestHandler, type RequestHandler } from "@remix-run/cloudflare";
import type { Context } from "hono";
import type { AppEnv } from "./app-env.ts";
import { servicesOf } from "./context.ts";

let handler: Promise<RequestHandler> | null = null;

/** The build is loaded when the first page is asked for, so that everything else runs without one. */
const pageHandler = (): Promise<RequestHandler> => {
  handler ??= import("#build/server/index.js").then((build) => createRequestHandler(build, "production"));
  return handler;
};

export async function pages(c: Context<AppEnv>): Promise<Response> {
  const services = await servicesOf(c.env, c.executionCtx, c.req.raw, c.get("facts"));
  const context: AppLoadContext = { services, nonce: c.get("nonce") };
  return (await pageHandler())(c.req.raw, context);
}
