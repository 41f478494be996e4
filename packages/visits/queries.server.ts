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

/** In D1, over all processes: the visits of a session that stand, as far as D1 has heard. */
export async function visitsOfSession(db: D1Database, sid: string, now: number) {
  const found = await db
    .prepare("SELECT process_id AS processId, id FROM visits WHERE sid = ? AND expires_at > ? AND ended_at IS NULL")
    .bind(sid, now)
    .all<{ processId: string; id: string }>();
  return found.results;
}

/** The newest visit of a session. */
export const latestVisit = (db: HubDb, processId: string, sid: string): Visit | null =>
  select(db, visits, "WHERE sid = ? AND process_id = ? ORDER BY expires_at DESC LIMIT 1", [sid, processId])[0] ?? null;
