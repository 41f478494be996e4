import { backoff } from "./backoff.ts";
import { askToSignIn, untilRestored } from "./session-state.ts";

/** Says that the page is loaded anew where it stands: without a session it wants to hear so, not to be sent elsewhere. */
export const refreshHeader = "x-page-refresh";

/** One try; what takes longer is asked for again. */
const TRY_MS = 20_000;

interface Place {
  pathname: string;
  search: string;
}

/** The router's address for a page's data is the page's with this at its end; which routes it wants makes no difference. */
function pageOf({ pathname, searchParams }: URL): Place | null {
  if (!pathname.endsWith(".data")) return null;
  const path = pathname.slice(0, -".data".length);
  const params = new URLSearchParams(searchParams);
  params.delete("_routes");
  return { pathname: path === "/_root" ? "/" : path, search: params.toString() };
}

/** Whether a request reads the data of the page that is shown: then there is something to go on showing. */
export function isRefresh(url: URL, method: string, shown: Place): boolean {
  const page = method === "GET" ? pageOf(url) : null;
  if (!page) return false;
  const path = shown.pathname === "/" ? "/" : shown.pathname.replace(/\/$/, "");
  if (page.pathname !== path) return false;
  // Another part of the same page, such as earlier events, is asked for by its route.
  return url.searchParams.has("_routes") || page.search === new URLSearchParams(shown.search).toString();
}

const mayPass = (status: number) => status >= 500 || status === 429;

/** The answer once it is whole: one that breaks off on its way is no answer. Null: none came, or not within the time. */
async function tried(get: typeof fetch, url: URL, init: RequestInit): Promise<Response | null> {
  const timeout = new AbortController();
  const leave = () => timeout.abort(init.signal?.reason);
  init.signal?.addEventListener("abort", leave);
  const timer = setTimeout(leave, TRY_MS);
  const headers = new Headers(init.headers);
  headers.set(refreshHeader, "1");
  try {
    // What was fetched ahead for a link to this very page is older than what makes it load again.
    const response = await get(url, { ...init, headers, signal: timeout.signal, cache: "no-store" });
    const body = await response.arrayBuffer();
    const { status, statusText } = response;
    return new Response(status === 204 || status === 304 ? null : body, {
      status,
      statusText,
      headers: response.headers,
    });
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    init.signal?.removeEventListener("abort", leave);
  }
}

/** Waits its time, or until the network is back or nobody wants the answer any more. */
function pause(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener("online", done);
    signal?.addEventListener("abort", done);
  });
}

/** Asks until there is an answer, and meanwhile the page stays as it is. A session that ended is begun anew first. */
async function patiently(get: typeof fetch, url: URL, init: RequestInit): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await tried(get, url, init);
    init.signal?.throwIfAborted();
    if (answer?.status === 401) {
      askToSignIn();
      await Promise.race([untilRestored(), aborted(init.signal)]);
    } else if (answer && !mayPass(answer.status)) return answer;
    else await pause(backoff(attempt), init.signal);
    init.signal?.throwIfAborted();
  }
}

const aborted = (signal: AbortSignal | null | undefined): Promise<void> =>
  new Promise((resolve) => signal?.addEventListener("abort", () => resolve()));

/**
 * A refresh that fails would put the error page in the place of a page that somebody reads or writes in: the router has
 * no other answer. So requests for the data of the page that is shown don't fail.
 */
export function refreshPatiently(): void {
  const get = window.fetch.bind(window);
  window.fetch = (input, init = {}) => {
    const refreshes = input instanceof URL && isRefresh(input, init.method ?? "GET", window.location);
    return refreshes ? patiently(get, input, init) : get(input, init);
  };
}
