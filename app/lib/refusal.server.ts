import type { AppLoadContext } from "@remix-run/cloudflare";
import { type Refusal, statusOf } from "#packages/core/errors.ts";
import type { Result } from "#packages/core/result.ts";

/** For `throw` in loaders: the page's error boundary shows it, with the request id. */
export function refusalResponse({ services }: AppLoadContext, { code, message }: Refusal): Response {
  return Response.json({ error: { code, message, requestId: services.requestId } }, { status: statusOf[code] });
}

/** The value, or the error page. For loaders, where a refusal leaves nothing to show. */
export function unwrap<T>(context: AppLoadContext, result: Result<T>): T {
  if (result.ok) return result.value;
  throw refusalResponse(context, result.error);
}
