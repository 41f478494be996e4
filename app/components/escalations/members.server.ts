import type { AppLoadContext } from "@remix-run/cloudflare";
import type { ApiContext } from "#packages/core/endpoint.ts";
import { listMembers } from "#packages/users/index.ts";

/** Whom a tier may name. A super admin who opens a chain by its address alone has named no process: then only the on-call primary. */
export async function membersNear(_context: AppLoadContext, api: ApiContext) {
  const members = await api.view(listMembers, {});
  return members.ok ? members.value.filter((person) => person.role !== "client") : [];
}
