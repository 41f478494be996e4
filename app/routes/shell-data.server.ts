import { type LoaderFunctionArgs, redirect } from "@remix-run/cloudflare";
import { refusalResponse } from "#app/lib/refusal.server.ts";
import { refreshHeader } from "#app/live/patient-fetch.ts";

/**
 * Who is signed in, for the frame of every page; whoever is not goes to the sign-in page and comes back. A page that is
 * open already is told that its session ended, and stays; and a hub that doesn't answer says nothing about a session.
 */
export async function loadShell({ request, context }: LoaderFunctionArgs) {
  const session = await context.services.session();
  if (!session.ok) {
    const isOver = session.error.code === "unauthenticated";
    if (!isOver || request.headers.has(refreshHeader)) throw refusalResponse(context, session.error);
    const { pathname, search } = new URL(request.url);
    throw redirect(`/login?next=${encodeURIComponent(pathname + search)}`);
  }
  const { user, process, permissions, place } = session.value;
  return { user, process, permissions, place };
}
