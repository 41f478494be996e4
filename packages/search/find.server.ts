import type { Result } from "#packages/core/result.ts";
import { type OfProcess, type Spanning, takingTurns } from "#packages/core/spanning.ts";
import { type Hit, searchRecords } from "./views.server.ts";

/** A hit; across processes with the process that has it. */
export type Found = Hit | (Hit & OfProcess);

interface Wanted {
  q: string;
  kinds?: string[] | undefined;
  limit: number;
}

export const findRecords = (api: Spanning, wanted: Wanted): Promise<Result<Found[]>> =>
  takingTurns(api, (door) => door.view(searchRecords, wanted), wanted.limit);
