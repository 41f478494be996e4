import type { Result } from "#packages/core/result.ts";
import { type Spanning, takingTurns } from "#packages/core/spanning.ts";
import { searchIncidents } from "./views.server.ts";

type Found = Extract<ReturnType<typeof searchIncidents.run>, { ok: true }>["value"];

/** The best matches among incidents, of one process or of all. */
export const searchAll = (api: Spanning, q: string, limit: number): Promise<Result<Found>> =>
  takingTurns(api, (door) => door.view(searchIncidents, { q, limit }), limit);
