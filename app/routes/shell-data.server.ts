import { type LoaderFunctionArgs, redirect } from "@remix-run/cloudflare";
import { refusalResponse } from "#app/lib/refusal.server.ts";
import { lastProcess, mostListed, type Switching } from "#app/lib/switching.ts";
import { refreshHeader } from "#app/live/patient-fetch.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import { type HeldChannel, heldChannels } from "#packages/core/sending/held.server.ts";
import { standingPages } from "#packages/core/sending/standing.server.ts";
import type { StandingPage } from "#packages/core/sending/standing.ts";
import type { Services } from "#worker/services.ts";

/**
 * Who is signed in, for the frame of every page; whoever is not goes to the sign-in page and comes back. A page that is
 * open already is told that its session ended, and stays; and a hub that doesn't answer says nothing about a session.
 */
export async function loadShell({ request, context }: LoaderFunctionArgs) {
  const { services } = context;
  const [session, own] = await Promise.all([services.session(), ownOf(services, request)]);
  if (!session.ok) {
    const isOver = session.error.code === "unauthenticated";
    if (!isOver || request.headers.has(refreshHeader)) throw refusalResponse(context, session.error);
    const { pathname, search } = new URL(request.url);
    throw redirect(`/login?next=${encodeURIComponent(pathname + search)}`);
  }
  const { user, process, permissions, place } = session.value;
  return { user, process, permissions, place, ...own };
}

/** What the frame shows of this person: what they are paged for in the app, and by which way nobody can be; of those who go between processes, where they are. */
async function ownOf(services: Services, request: Request) {
  const api = await services.api(null);
  // What is amiss with the session is said by the session; a hub that is away says the page itself.
  if (!api.ok) return nothing;
  if (api.value.crosses) return { ...nothing, switching: await switchingOf(api.value, request) };
  const { view } = api.value;
  const [standing, held] = await Promise.all([view(standingPages, {}), view(heldChannels, {})]);
  return { ...nothing, alerts: standing.ok ? standing.value : [], held: held.ok ? held.value : [] };
}

const nothing: { alerts: StandingPage[]; held: HeldChannel[]; switching: Switching | null } = {
  alerts: [],
  held: [],
  switching: null,
};

async function switchingOf(api: ApiContext, request: Request): Promise<Switching> {
  const tenants = await api.processes();
  const processes = tenants.ok ? tenants.value.map(({ id, slug, name }) => ({ id, slug, name })) : [];
  return { processes: processes.slice(0, mostListed), last: lastProcess(request.headers.get("cookie")) };
}
