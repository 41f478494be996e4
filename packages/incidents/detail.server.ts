import { withEarlier } from "#packages/comments/queries.server.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import { incidentDetail } from "./views.server.ts";

/** One incident with its whole story: from the hub, and from D1 what has left it. */
export async function incidentWithStory(
  api: Pick<ApiContext, "view" | "in">,
  input: { id: string; timelineCursor?: string | undefined },
) {
  const shown = await api.view(incidentDetail, input);
  return shown.ok ? withEarlier(api.in(shown.value.incident.processId), shown.value) : shown;
}
