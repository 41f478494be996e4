import type { ApiContext, ProcessDoor } from "#packages/core/endpoint.ts";

/** Views are of the process that is looked at; those of a list across all of them are the platform's own. */
export const homeOf = (api: Pick<ApiContext, "in" | "user" | "processId">): ProcessDoor =>
  api.in(api.processId ?? api.user.processId);
