import type { AppLoadContext } from "@remix-run/cloudflare";
import type { ApiContext } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import { can, type Permission } from "#packages/core/permissions.ts";
import { refusalResponse, unwrap } from "./refusal.server.ts";

/** The API as this person may use it, for a page that needs `permission`; otherwise the error page. */
export async function pageApi(context: AppLoadContext, permission: Permission): Promise<ApiContext> {
  const { session, problem } = context.services;
  if (!session) throw refusalResponse(context, problem ?? errors.unauthenticated());
  if (!can(session.permissions, permission)) throw refusalResponse(context, errors.forbidden());
  return unwrap(context, await context.services.api());
}
