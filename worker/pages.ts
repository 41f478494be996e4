import {
  type AppLoadContext,
  createRequestHandler,
  type RequestHandler,
  type ServerBuild,
} from "@remix-run/cloudflare";
import type { Context } from "hono";
import { ok } from "#packages/core/result.ts";
import type { AppEnv } from "./app-env.ts";
import { mostBytes } from "./body.ts";
import { servicesFor } from "./context.ts";
import { formKeyName, readForm } from "./forms.ts";
import { gated } from "./gated-pages.ts";
import { pagePatterns } from "./page-routes.ts";

export type PagesBuild = () => Promise<ServerBuild>;

interface Pages {
  answer: RequestHandler;
  patternAt: (pathname: string) => string;
}

const readOnly = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Pages never see a body: its form is read and bounded here, and an action takes it from its context. What is wrong with
 * it is for the action to say, after it has asked who this is.
 */
export function pagesOf(load: PagesBuild): (c: Context<AppEnv>) => Promise<Response> {
  let loading: Promise<Pages> | null = null;
  return async (c) => {
    const request = c.req.raw;
    // Loaded when the first page is asked for, so that everything else runs without a build.
    loading ??= load().then((build) => ({
      answer: createRequestHandler(gated(build), "production"),
      patternAt: pagePatterns(build.routes),
    }));
    const { answer, patternAt } = await loading;
    const route = patternAt(new URL(request.url).pathname);
    c.set("page", route);
    const services = await servicesFor(c);
    const sends = !readOnly.has(request.method);
    const form = sends ? await readForm(request, await mostBytes(request, services)) : ok(new URLSearchParams());
    const facts = c.get("facts");
    if (form.ok) facts.formKey = form.value.get(formKeyName) ?? undefined;
    const context: AppLoadContext = { services, form, route, nonce: c.get("nonce") };
    const response = await answer(forRemix(request), context);
    const seconds = services.retryAfter();
    if (response.status === 429 && seconds !== null) response.headers.set("retry-after", String(seconds));
    return response;
  };
}

/**
 * Without a body, reading methods included: they come with one, too, when somebody wants to see what happens, and Remix
 * breaks on it. And without `_data`, a parameter of an earlier Remix about which this one complains as about an error.
 */
function forRemix({ url, method, headers, signal }: Request): Request {
  const kept = new Headers(headers);
  for (const name of ["content-length", "content-type", "transfer-encoding"]) kept.delete(name);
  const address = new URL(url);
  address.searchParams.delete("_data");
  return new Request(address, { method, headers: kept, signal });
}
