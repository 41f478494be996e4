import { isRouteErrorResponse } from "@remix-run/react";
import type { Refusal } from "#packages/core/errors.ts";

export type FailureKind =
  /** The browser has no network: nothing left it. */
  | "offline"
  /** No answer came. It may have been carried out. */
  | "unanswered"
  | "signed_out"
  | "rate_limited"
  /** The server says that it can't now. It may have been carried out. */
  | "unavailable"
  /** An error of ours. It may have been carried out. */
  | "broken"
  /** The server says no: the same again would be refused again. */
  | "refused";

/** Why something that was sent has no answer of its action's own. */
export interface Failure {
  kind: FailureKind;
  /** What is known about it, and nothing more. */
  words: string;
  /** Whether sending the same again, with the same command id, may go better. */
  retryable: boolean;
  /** Seconds until it makes sense. */
  retryAfter?: number;
}

/** What `keepInput` answers in the place of an action. */
export interface Failed {
  failed: Failure;
}

const once = "Sending it again is safe: it counts once.";

const words: Record<Exclude<FailureKind, "refused">, string> = {
  offline: "You are offline: this was not sent.",
  unanswered: `No answer came, so it may or may not have been saved. ${once}`,
  signed_out: "Your session has ended: this was not saved. Sign in again, then send it.",
  rate_limited: "Too many requests within a minute: this was not saved. Wait a moment, then send it again.",
  unavailable: `The server can't answer right now, so this may or may not have been saved. ${once}`,
  broken: `Something went wrong on our side, so this may or may not have been saved. ${once}`,
};

export const failureOf = (kind: Exclude<FailureKind, "refused">, more: Partial<Failure> = {}): Failure => ({
  kind,
  words: words[kind],
  retryable: kind !== "signed_out",
  ...more,
});

const refused = (message: string): Failure => ({ kind: "refused", words: message, retryable: false });

interface ErrorBody {
  error?: { message?: string; requestId?: string; retryAfter?: number };
}

const bodyOf = (data: unknown): NonNullable<ErrorBody["error"]> =>
  (typeof data === "object" && data !== null && (data as ErrorBody).error) || {};

/** What the rejection of an action says. `wasOnline`: whether there was a network when it was sent. */
export function failureFrom(thrown: unknown, wasOnline: boolean): Failure {
  if (!isRouteErrorResponse(thrown)) {
    // Remix's own word for an error of the server; whatever else is thrown means that no answer could be read.
    if (thrown instanceof Error && thrown.message === "Unexpected Server Error") return failureOf("broken");
    return failureOf(wasOnline ? "unanswered" : "offline");
  }
  const { message, requestId, retryAfter } = bodyOf(thrown.data);
  switch (thrown.status) {
    case 401:
      return failureOf("signed_out");
    case 429:
      return failureOf("rate_limited", { ...(message && { words: message }), ...(retryAfter && { retryAfter }) });
    case 503:
      return failureOf("unavailable", retryAfter ? { retryAfter } : {});
    default:
      if (thrown.status >= 500)
        return failureOf("broken", requestId ? { words: `${words.broken} Request ${requestId}.` } : {});
      return refused(message ?? "The server refused this. Nothing was changed.");
  }
}

/** What a command's refusal says, where it is none of the form's content; null: it is, and belongs to the form. */
export function failureOfRefusal({ code, message, retryAfter }: Refusal): Failure | null {
  const more = retryAfter === undefined ? {} : { retryAfter };
  switch (code) {
    case "unauthenticated":
      return failureOf("signed_out");
    case "rate_limited":
      return failureOf("rate_limited", { words: message, ...more });
    case "unavailable":
      return failureOf("unavailable", more);
    case "internal":
      return failureOf("broken");
    default:
      return null;
  }
}

/** The failure in what an action answered; null: it is the action's own answer. */
export const failureIn = (answer: unknown): Failure | null =>
  typeof answer === "object" && answer !== null && "failed" in answer ? (answer as Failed).failed : null;
