import { type Refusal, statusOf } from "#packages/core/errors.ts";
import type { Services } from "./services.ts";

/** For `throw` in loaders: the page's error boundary shows it, with the request id. */
export const refusalResponse = (
  { requestId }: Pick<Services, "requestId">,
  { code, message, retryAfter }: Refusal,
): Response => Response.json({ error: { code, message, requestId, retryAfter } }, { status: statusOf[code] });
