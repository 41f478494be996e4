import { type LoaderFunctionArgs, redirect } from "@remix-run/cloudflare";
import { refusalResponse } from "#app/lib/refusal.server.ts";

/** Who is signed in, for the frame of every page; whoever is not goes to the sign-in page and comes back. */
export async function loadShell({ request, context }: LoaderFunctionArgs) {
  const session = await context.services.session();
  if (!session.ok) {
    if (session.error.code === "rate_limited") throw refusalResponse(context, session.error);
    const { pathname, search } = new URL(request.url);
    throw redirect(`/login?next=${encodeURIComponent(pathname + search)}`);
  }
  const { user, process, permissions } = session.value;
  return { user, process, permissions };
}
