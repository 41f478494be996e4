import type { AppLoadContext, EntryContext, HandleErrorFunction } from "@remix-run/cloudflare";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToReadableStream } from "react-dom/server";
import { NonceContext } from "#app/lib/nonce.ts";

const ABORT_AFTER_MS = 8_000;

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: AppLoadContext,
) {
  const { nonce } = context;
  let responseStatus = status;
  let shellSent = false;
  const rendering = new AbortController();
  const abort = () => rendering.abort();
  const timer = setTimeout(abort, ABORT_AFTER_MS + 1_000);
  request.signal.addEventListener("abort", abort);
  // React takes an abort after the end for an error of its own.
  const finish = () => {
    clearTimeout(timer);
    request.signal.removeEventListener("abort", abort);
  };
  const body = await renderToReadableStream(
    <NonceContext.Provider value={nonce}>
      <RemixServer context={entry} url={request.url} abortDelay={ABORT_AFTER_MS} nonce={nonce} />
    </NonceContext.Provider>,
    {
      nonce,
      signal: rendering.signal,
      onError(error: unknown) {
        responseStatus = 500;
        // Before the shell is sent the rejection below reports it; after it, only this does.
        if (shellSent) context.services.broke(error, context.route);
      },
    },
  );
  shellSent = true;
  body.allReady.then(finish, finish);
  if (isbot(request.headers.get("user-agent"))) await body.allReady;
  headers.set("Content-Type", "text/html; charset=utf-8");
  return new Response(body, { status: responseStatus, headers });
}

export const handleError: HandleErrorFunction = (error, { request, context }) => {
  // Remix's own "no such page" and "this page takes no form" are answers, not errors of ours.
  if (isRouteErrorResponse(error) && error.status < 500) return;
  // The reader left: nobody waits for the answer, and nothing is broken.
  if (!request.signal.aborted) context.services.broke(error, context.route);
};
