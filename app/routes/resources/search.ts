import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import type { Found } from "#app/components/shell/search-hit.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { searchAll } from "#packages/incidents/find.server.ts";

const shown = 8;

/** What the command palette finds: an incident by its number, or the best matches of a text. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const api = await pageApi(context, "incidents.view");
  const q = new URL(request.url).searchParams.get("q")?.slice(0, 200) ?? "";
  const found = unwrap(context, await searchAll(api, q, shown));
  const items = found.map(({ id, number, title, severity, status }) => ({ id, number, title, severity, status }));
  return { items, notReached: Array.from(api.notReached.values(), ({ name }) => name) } satisfies Found;
}
