import type { AppLoadContext } from "@remix-run/cloudflare";
import { unwrap } from "#app/lib/refusal.server.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import type { Choice } from "./choice.ts";

/** Which process a page is about, and for super admins which others there are. */
export async function processChoice(
  context: AppLoadContext,
  api: Pick<ApiContext, "processId" | "crosses">,
  { withPlatform = false } = {},
): Promise<Choice> {
  if (!api.crosses) return { processes: null, current: api.processId };
  const everywhere = unwrap(context, await context.services.api(null));
  const tenants = unwrap(context, await everywhere.processes());
  const platform = withPlatform ? [{ id: "platform", slug: "platform", name: "Platform" }] : [];
  const processes = [...tenants, ...platform].map(({ id, slug, name }) => ({ id, slug, name }));
  return { processes, current: api.processId };
}
