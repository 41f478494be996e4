import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { neverAgain, orElse } from "#app/lib/aside.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { teamOf } from "#app/lib/team.server.ts";
import { id } from "#packages/core/text.ts";

/** Who works in the process that was chosen: of the others nobody asks, and nobody enters them. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const api = await pageApi(context, "incidents.create");
  const processId = id.safeParse(new URL(request.url).searchParams.get("of")).data;
  return { team: processId === undefined ? [] : await teamOf(api.in(processId)) };
}

/** Without its answer the choice stays what it was: nobody. */
export const clientLoader = (args: ClientLoaderFunctionArgs) => orElse(args, { team: [] });

export const shouldRevalidate = neverAgain;
