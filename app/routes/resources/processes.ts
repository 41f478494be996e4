import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { neverAgain, orElse } from "#app/lib/aside.ts";
import { unwrap } from "#app/lib/refusal.server.ts";

/** Whether there is another process to switch to: asked when the user menu opens, as it costs a trip of its own. */
export async function loader({ context }: LoaderFunctionArgs) {
  const { choices } = unwrap(context, await context.services.choices());
  return { several: choices.length > 1 };
}

export const clientLoader = (args: ClientLoaderFunctionArgs) => orElse(args, { several: false });

export const shouldRevalidate = neverAgain;
