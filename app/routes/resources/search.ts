import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import type { Found } from "#app/components/shell/search-hit.ts";
import { neverAgain, orElse } from "#app/lib/aside.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { findRecords } from "#packages/search/find.server.ts";

const shown = 8;

/** What the command palette finds: a record by its number, or the best matches of a text. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const api = unwrap(context, await context.services.api());
  const q = new URL(request.url).searchParams.get("q")?.slice(0, 200) ?? "";
  const found = unwrap(context, await findRecords(api, { q, limit: shown }));
  const items = found.flatMap(({ kind, id, reference, title, path, facts }) =>
    path === null ? [] : [{ kind, id, reference, title, path, facts }],
  );
  return { items, notReached: Array.from(api.notReached.values(), ({ name }) => name) } satisfies Found;
}

export const clientLoader = (args: ClientLoaderFunctionArgs) =>
  orElse<Found>(args, { items: [], notReached: ["the server"] });

export const shouldRevalidate = neverAgain;
