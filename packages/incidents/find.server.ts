import type { ApiContext, ProcessDoor } from "#packages/core/endpoint.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { askAll } from "#packages/core/spanning.ts";
import { searchIncidents } from "./views.server.ts";

type Found = Extract<ReturnType<typeof searchIncidents.run>, { ok: true }>["value"];

/** The best matches; across processes the hubs are asked side by side and take turns in the answer. */
export async function searchAll(
  api: Pick<ApiContext, "processId" | "processes" | "in" | "notReached" | "view" | "execute">,
  q: string,
  limit: number,
): Promise<Result<Found>> {
  const search = (door: ProcessDoor) => door.view(searchIncidents, { q, limit });
  if (api.processId !== null) return search(api);
  const all = await askAll(api, search);
  if (!all.ok) return all;
  const lists = all.value.map(({ value }) => value);
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const inTurn = Array.from({ length: longest }, (_, place) => lists.flatMap((list) => list.slice(place, place + 1)));
  return ok(inTurn.flat().slice(0, limit));
}
