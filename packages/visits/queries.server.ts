import type { HubDb } from "#packages/core/database.ts";
import { rowById, select } from "#packages/core/rows.ts";
import { stands } from "./rules.ts";
import { type Visit, visits } from "./tables.ts";

/** The visit that a caller names, if it stands and is of that person and session. */
export function standingVisit(
  db: HubDb,
  processId: string,
  caller: { visitId: string; userId: string; sid: string },
  now: number,
): Visit | null {
  const visit = rowById(db, visits, processId, caller.visitId);
  const own = visit?.sid === caller.sid && visit.userId === caller.userId;
  return own && stands(visit, now) ? visit : null;
}

/** The newest visit of a session. */
export const latestVisit = (db: HubDb, processId: string, sid: string): Visit | null =>
  select(db, visits, "WHERE sid = ? AND process_id = ? ORDER BY expires_at DESC LIMIT 1", [sid, processId])[0] ?? null;
