import type { AppLoadContext } from "@remix-run/cloudflare";
import type { ApiContext } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import { logError } from "#packages/core/log.ts";
import type { ProcessReader } from "#packages/core/reader.ts";
import type { Result } from "#packages/core/result.ts";
import { refusalResponse, unwrap } from "./refusal.server.ts";

/** By its text: pages and the Worker each carry a copy of drizzle, so the error's class is not the same one here. */
export const isQueryFailure = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.message.startsWith("Failed query");

/** What is said where a list out of D1 has nothing to fall back on. */
export const listsAreAway = errors.unavailable(
  "This list is read from the database, which does not answer. Incidents, on-call and the live feed go on. Try again in a moment.",
);

/** For what is read from D1: when it is away, the error page says so, and what still works. */
export async function fromMirror<T>(
  context: AppLoadContext,
  api: Pick<ApiContext, "read">,
  list: (read: ProcessReader) => Promise<Result<T>>,
): Promise<T> {
  try {
    return unwrap(context, await api.read(list));
  } catch (thrown) {
    if (!isQueryFailure(thrown)) throw thrown;
    logError("page.d1_away", { requestId: context.services.requestId, error: String(thrown).slice(0, 200) });
    throw refusalResponse(context, listsAreAway);
  }
}
