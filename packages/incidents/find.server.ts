import type { ApiContext, ProcessDoor } from "#packages/core/endpoint.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { searchIncidents } from "./views.server.ts";

type Found = Extract<ReturnType<typeof searchIncidents.run>, { ok: true }>["value"];

/** The best matches; across processes the hubs are asked side by side and take turns in the answer. */
export async function searchAll(
  api: Pick<ApiContext, "processId" | "processes" | "in" | "view" | "execute">,
  q: string,
  limit: number,
): Promise<Result<Found>> {
  const doors: ProcessDoor[] = [api];
  if (api.processId === null) {
    const processes = await api.processes();
    if (!processes.ok) return processes;
    doors.splice(0, 1, ...processes.value.map((process) => api.in(process.id)));
  }
  const answers = await Promise.all(doors.map((door) => door.view(searchIncidents, { q, limit })));
  const refused = answers.find((answer) => !answer.ok);
  if (refused && !refused.ok) return refused;
  const lists = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const inTurn = Array.from({ length: longest }, (_, place) => lists.flatMap((list) => list.slice(place, place + 1)));
  return ok(inTurn.flat().slice(0, limit));
}
