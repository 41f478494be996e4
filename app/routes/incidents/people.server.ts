import type { AppLoadContext } from "@remix-run/cloudflare";
import { membersOf } from "#app/lib/members.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import type { ApiContext, ProcessDoor } from "#packages/core/endpoint.ts";
import { atMost } from "#packages/core/patience.ts";
import { across } from "#packages/core/spanning.ts";

export interface TeamMember {
  id: string;
  name: string;
  /** Active, and may act on incidents. */
  assignable: boolean;
}

/** Who works in a process; nobody where this person may not see its people. */
export async function teamOf(door: ProcessDoor): Promise<TeamMember[]> {
  const members = await membersOf(door);
  if (!members.ok) return [];
  return members.value.map(({ id, name, isActive, canAct }) => ({
    id,
    name,
    assignable: isActive && canAct,
  }));
}

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
