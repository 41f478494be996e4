import { isRouteErrorResponse } from "@remix-run/react";

export type ErrorKind =
  | "forbidden"
  | "not_found"
  | "unreadable"
  | "offline"
  | "cut_off"
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
    kept: "What was saved is safe. What you were sending may not have arrived.",
    todo: "Try again when the connection is back, and look before you send it again. Paging goes on without you.",
  },
  cut_off: {
    title: "The server did not answer",
    kept: "What was saved is safe. What you were sending may or may not have arrived.",
    todo: "Try again, and look before you send it again.",
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

/** How Chromium, Firefox and Safari say that no answer came, for a request and for a part of the page's script. */
const notFetched =
  /failed to fetch|networkerror when|load failed|importing a module script failed|loading dynamically/i;

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
  if (error instanceof TypeError && notFetched.test(error.message)) return { kind: "cut_off", ...words.cut_off };
  return { kind: "broken", code: 500, ...words.broken };
}
