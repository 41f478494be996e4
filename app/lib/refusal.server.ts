import type { AppLoadContext } from "@remix-run/cloudflare";
import type { Refusal } from "#packages/core/errors.ts";
import type { Result } from "#packages/core/result.ts";
import { refusalResponse as responseTo } from "#worker/refusal-response.ts";

/** For `throw` in loaders: the page's error boundary shows it, with the request id. */
export const refusalResponse = ({ services }: AppLoadContext, refusal: Refusal): Response =>
  responseTo(services, refusal);

/** The value, or the error page. For loaders, where a refusal leaves nothing to show. */
export function unwrap<T>(context: AppLoadContext, result: Result<T>): T {
  if (result.ok) return result.value;
  throw refusalResponse(context, result.error);
}
