import type { AppLoadContext } from "@remix-run/cloudflare";
import type { ApiContext, TenantAnswer } from "#packages/core/endpoint.ts";
import { unwrap } from "./refusal.server.ts";

export interface ProcessChoice {
  /** The processes to choose from; null for everyone who belongs to one. */
  processes: Pick<TenantAnswer, "id" | "slug" | "name">[] | null;
  /** The chosen one; null while a super admin looks at all of them. */
  current: string | null;
}

/** Which process a page is about, and for super admins which others there are. */
export async function processChoice(
  context: AppLoadContext,
  api: Pick<ApiContext, "processId" | "crosses">,
  { withPlatform = false } = {},
): Promise<ProcessChoice> {
  if (!api.crosses) return { processes: null, current: api.processId };
  const everywhere = unwrap(context, await context.services.api(null));
  const tenants = unwrap(context, await everywhere.processes());
  const platform = withPlatform ? [{ id: "platform", slug: "platform", name: "Platform" }] : [];
  const processes = [...tenants, ...platform].map(({ id, slug, name }) => ({ id, slug, name }));
  return { processes, current: api.processId };
}
