import { type LoaderFunctionArgs, redirect } from "@remix-run/cloudflare";
import { refusalResponse } from "#app/lib/refusal.server.ts";
import { refreshHeader } from "#app/live/patient-fetch.ts";
import { standingPages } from "#packages/core/sending/standing.server.ts";
import type { StandingPage } from "#packages/core/sending/standing.ts";
import type { Services } from "#worker/services.ts";

/**
 * Who is signed in, for the frame of every page; whoever is not goes to the sign-in page and comes back. A page that is
 * open already is told that its session ended, and stays; and a hub that doesn't answer says nothing about a session.
 */
export async function loadShell({ request, context }: LoaderFunctionArgs) {
  const { services } = context;
  const [session, alerts] = await Promise.all([services.session(), alertsOf(services)]);
  if (!session.ok) {
    const isOver = session.error.code === "unauthenticated";
    if (!isOver || request.headers.has(refreshHeader)) throw refusalResponse(context, session.error);
    const { pathname, search } = new URL(request.url);
    throw redirect(`/login?next=${encodeURIComponent(pathname + search)}`);
  }
  const { user, process, permissions, place } = session.value;
  return { user, process, permissions, place, alerts };
}

/** What the person is paged for in the app. Super admins belong to no process that pages them. */
async function alertsOf(services: Services): Promise<StandingPage[]> {
  const api = await services.api(null);
  if (!api.ok || api.value.crosses) return [];
  const standing = await api.value.view(standingPages, {});
  // What is amiss with the session is said by the session; a hub that is away says the page itself.
  return standing.ok ? standing.value : [];
}
