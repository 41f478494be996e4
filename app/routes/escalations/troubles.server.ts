import type { ApiContext } from "#packages/core/endpoint.ts";
import { pageChannels } from "#packages/escalations/channels.server.ts";

/** Why a way by which pages leave takes nothing at present, by its name. */
export async function troublesOf(api: Pick<ApiContext, "view">): Promise<Record<string, string | null>> {
  const ways = await api.view(pageChannels, {});
  return ways.ok ? Object.fromEntries(ways.value.map(({ channel, problem }) => [channel, problem])) : {};
}
