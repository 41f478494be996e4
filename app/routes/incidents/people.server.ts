import type { AppLoadContext } from "@remix-run/cloudflare";
import { unwrap } from "#app/lib/refusal.server.ts";
import { type TeamMember, teamOf } from "#app/lib/team.server.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import { atMost } from "#packages/core/patience.ts";
import { across } from "#packages/core/spanning.ts";

export async function teamsOf(api: ApiContext, processIds: string[]): Promise<Record<string, TeamMember[]>> {
  const ids = [...new Set(processIds)];
  // Names are not worth waiting for a hub that does not answer.
  const inTime = (id: string) => atMost<TeamMember[], TeamMember[]>(across.waitMs, teamOf(api.in(id)), []);
  return Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await inTime(id)] as const)));
}

/** All that the person may see, whichever one the address names. */
export async function everyProcess(context: AppLoadContext): Promise<{ id: string; slug: string; name: string }[]> {
  const api = unwrap(context, await context.services.api(null));
  const processes = unwrap(context, await api.processes());
  return processes.map(({ id, slug, name }) => ({ id, slug, name }));
}
