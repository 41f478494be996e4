import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { refusalResponse } from "#app/lib/refusal.server.ts";
import { errors } from "#packages/core/errors.ts";

/** The loader of every page here: the gallery exists under the local start only, elsewhere nothing has this address. */
export function requireLocalStart({ context }: Pick<LoaderFunctionArgs, "context">): null {
  if (!context.services.localStart) throw refusalResponse(context, errors.notFound("This page"));
  return null;
}
