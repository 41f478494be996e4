import { isRouteErrorResponse } from "@remix-run/react";

export type ErrorKind =
  | "forbidden"
  | "not_found"
  | "unreadable"
  | "offline"
  | "unavailable"
  | "rate_limited"
  | "broken";

export interface ErrorWords {
  kind: ErrorKind;
  title: string;
  kept?: string;
  todo: string;
  code?: number;
  requestId?: string;
}

const words: Record<ErrorKind, Pick<ErrorWords, "title" | "kept" | "todo">> = {
  forbidden: { title: "You may not see this page", todo: "Ask an admin of your process for access." },
  not_found: { title: "There is nothing at this address", todo: "It may have been removed, or the address is wrong." },
  unreadable: { title: "This address can't be read", todo: "A part of it is not right. Open the page without it." },
  offline: {
    title: "You are offline",
    kept: "Nothing was lost: what you see was saved before.",
    todo: "Try again when the connection is back. Paging goes on without you.",
  },
  unavailable: {
    title: "This page can't be loaded right now",
    kept: "Nothing was changed, and paging goes on.",
    todo: "Try again in a minute. If it stays, report the request number.",
  },
  rate_limited: { title: "Too many requests", kept: "Nothing was changed.", todo: "Wait a minute and try again." },
  broken: {
    title: "Something went wrong on our side",
    kept: "Nothing was changed.",
    todo: "Try again. If it stays, report the request number.",
  },
};

const kinds: Record<number, ErrorKind> = {
  403: "forbidden",
  404: "not_found",
  422: "unreadable",
  429: "rate_limited",
  503: "unavailable",
};

interface ErrorBody {
  error?: { message?: string; requestId?: string };
}

const isErrorBody = (data: unknown): data is ErrorBody => typeof data === "object" && data !== null && "error" in data;

/** Plain words for whatever a route threw. The server's own message is the more exact one, so it replaces "what to do". */
export function describeError(error: unknown, online: boolean): ErrorWords {
  if (isRouteErrorResponse(error)) {
    const kind = kinds[error.status] ?? "broken";
    const body = isErrorBody(error.data) ? error.data.error : undefined;
    return {
      kind,
      code: error.status,
      ...words[kind],
      ...(body?.message && { todo: body.message }),
      requestId: body?.requestId,
    };
  }
  // What `fetch` and dynamic imports reject with when there is no network.
  if (!online && error instanceof TypeError) return { kind: "offline", ...words.offline };
  return { kind: "broken", code: 500, ...words.broken };
}
