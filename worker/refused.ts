import { DrizzleQueryError } from "drizzle-orm/errors";
import type { Context } from "hono";
import { errors, type Refusal, statusOf } from "#packages/core/errors.ts";
import type { AppEnv } from "./app-env.ts";

/** The one shape of every error, with the id that the logs have too. */
export function refused(c: Context<AppEnv>, error: Refusal): Response {
  c.set("refusal", error.code);
  if (error.retryAfter !== undefined) c.header("retry-after", String(error.retryAfter));
  const { retryAfter: _seconds, ...shown } = error;
  return c.json({ error: { ...shown, requestId: c.get("facts").requestId } }, statusOf[error.code]);
}

/** What an unexpected error may say: that D1 is away is worth knowing, anything else stays in the log. */
export function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof DrizzleQueryError)
    return errors.unavailable(
      "Lists and reports can't be read right now. Incidents, pages and the dashboard go on. Try again in a moment.",
    );
  return errors.internal();
}
