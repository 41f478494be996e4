import type { ContentfulStatusCode } from "hono/utils/http-status";

/** The closed set of things that can go wrong. Every transport maps these and no others. */
export const errorCodes = [
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "invalid",
  "too_large",
  "rate_limited",
  "unavailable",
  "internal",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** A refusal as it travels: the message tells the person what to do next. */
export interface Refusal {
  code: ErrorCode;
  message: string;
  /** Problems by field path, in plain words. */
  fields?: Record<string, string[]>;
  /** `conflict` on a stale edit: the row as it is now. */
  current?: unknown;
  /** `rate_limited`, `unavailable`: seconds until another try makes sense. */
  retryAfter?: number;
}

export const statusOf: Record<ErrorCode, ContentfulStatusCode> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  invalid: 422,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};

/** Of a command whose id has been used: what it did first is remembered, and this asks for something else. */
export const keyUsed = "This Idempotency-Key was used for another request. Send this one with a new key.";

const make = (code: ErrorCode, message: string, more: Partial<Refusal> = {}): Refusal => ({ code, message, ...more });

export const errors = {
  unauthenticated: (message = "Sign in to go on.") => make("unauthenticated", message),
  forbidden: (message = "Your role does not allow this. Ask an admin of your process.") => make("forbidden", message),
  notFound: (what: string) =>
    make("not_found", `${what} was not found. It may have been removed, or the address is wrong.`),
  conflict: (message: string, current?: unknown) => make("conflict", message, current === undefined ? {} : { current }),
  invalid: (message: string, fields?: Record<string, string[]>) => make("invalid", message, fields ? { fields } : {}),
  tooLarge: (message: string) => make("too_large", message),
  rateLimited: (message: string, retryAfter: number) => make("rate_limited", message, { retryAfter }),
  /** Somebody's requests of this minute are used up. */
  tooMany: (waitMs: number) => {
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    const when = seconds === 1 ? "a second" : `${seconds} seconds`;
    const message = `Too many requests within a minute. Nothing was changed. Try again in ${when}.`;
    return make("rate_limited", message, { retryAfter: seconds });
  },
  unavailable: (message: string, retryAfter?: number) =>
    make("unavailable", message, retryAfter === undefined ? {} : { retryAfter }),
  internal: () =>
    make(
      "internal",
      "Something went wrong on our side. Nothing was changed. Try again; if it stays, report the request id.",
    ),
};
