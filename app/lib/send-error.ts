import type { BrokenKind } from "./broken-kind.ts";

/** What Remix puts in the place of an error of the server, which has reported it. */
const servers = "Unexpected Server Error";

/** Without the address's query: it can hold what somebody typed. Whatever becomes of the report, the page goes on. */
export async function sendError(kind: BrokenKind, thrown: unknown): Promise<void> {
  const message = (thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)).slice(0, 1_000);
  if (message.includes(servers)) return;
  const { release = null, request = null } = document.documentElement.dataset;
  await fetch("/api/errors/report", {
    method: "POST",
    headers: { "content-type": "application/json" },
    keepalive: true,
    body: JSON.stringify({
      kind,
      message: message || "No message",
      stack: (thrown instanceof Error && thrown.stack?.slice(0, 4_000)) || null,
      page: location.pathname.slice(0, 500),
      requestId: request,
      release,
    }),
  });
}
