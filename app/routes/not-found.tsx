import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { refusalResponse } from "#app/lib/refusal.server.ts";
import { errors } from "#packages/core/errors.ts";

export function loader({ context }: LoaderFunctionArgs) {
  throw refusalResponse(context, errors.notFound("This page"));
}

/** Never shown: the loader always throws. A route with a component answers with the error page, one without with bare JSON. */
export default function NotFound() {
  return null;
}
