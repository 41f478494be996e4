import type { AppLoadContext } from "@remix-run/cloudflare";
import type { ApiContext } from "#packages/core/endpoint.ts";
import type { Permission } from "#packages/core/permissions.ts";
import { unwrap } from "./refusal.server.ts";

/**
 * The API as this person may use it, for a page that needs `permission`. Whether they have it is asked in the trip that
 * brings what the page asks for next; where they have not, the host puts the error page in the place of the answer.
 */
export async function pageApi(context: AppLoadContext, permission: Permission): Promise<ApiContext> {
  context.services.need(permission);
  return unwrap(context, await context.services.api());
}
