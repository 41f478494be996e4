import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { refusalResponse } from "#app/lib/refusal.server.ts";
import { themeOf } from "#app/lib/theme.ts";

/** What the document itself needs, signed in or not. */
export async function loadRoot({ request, context }: LoaderFunctionArgs) {
  const { requestId, release } = context.services;
  const session = await context.services.session();
  if (!session.ok && session.error.code === "rate_limited") throw refusalResponse(context, session.error);
  const person = session.ok ? session.value : null;
  return {
    theme: themeOf(request.headers.get("Cookie")),
    now: Date.now(),
    timeZone: person?.user.timeZone ?? person?.process.timeZone ?? "UTC",
    requestId,
    release,
  };
}
