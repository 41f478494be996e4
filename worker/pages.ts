import {
  type AppLoadContext,
  createRequestHandler,
  type RequestHandler,
  type ServerBuild,
} from "@remix-run/cloudflare";
import type { Context } from "hono";
import { ok } from "#packages/core/result.ts";
import type { AppEnv } from "./app-env.ts";
import { anonymousBytes, signedInBytes } from "./body.ts";
import { servicesOf } from "./context.ts";
import { readForm } from "./forms.ts";

export type PagesBuild = () => Promise<ServerBuild>;

const readOnly = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Pages never see a body: its form is read and bounded here, and an action takes it from its context. What is wrong with
 * it is for the action to say, after it has asked who this is.
 */
export function pagesOf(build: PagesBuild): (c: Context<AppEnv>) => Promise<Response> {
  let handler: Promise<RequestHandler> | null = null;
  return async (c) => {
    const request = c.req.raw;
    const services = await servicesOf(c.env, c.executionCtx, request, c.get("facts"));
    const sends = !readOnly.has(request.method);
    const limit = services.session ? signedInBytes : anonymousBytes;
    const form = sends ? await readForm(request, limit) : ok(new URLSearchParams());
    const context: AppLoadContext = { services, form, nonce: c.get("nonce") };
    // Loaded when the first page is asked for, so that everything else runs without a build.
    handler ??= build().then((loaded) => createRequestHandler(loaded, "production"));
    const response = await (await handler)(sends ? withoutBody(request) : request, context);
    const seconds = services.retryAfter();
    if (response.status === 429 && seconds !== null) response.headers.set("retry-after", String(seconds));
    return response;
  };
}

function withoutBody({ url, method, headers, signal }: Request): Request {
  const kept = new Headers(headers);
  for (const name of ["content-length", "content-type", "transfer-encoding"]) kept.delete(name);
  return new Request(url, { method, headers: kept, signal });
}
