import type { HubDb } from "#packages/core/database.ts";
import { rowById, select } from "#packages/core/rows.ts";
import { isStrangers } from "./rules.ts";
import { errorGroups } from "./tables.ts";

export { errorGroups };
export type ErrorGroup = typeof errorGroups.$inferSelect;

export const errorById = (db: HubDb, processId: string, id: string): ErrorGroup | null =>
  rowById(db, errorGroups, processId, id);

/** Last seen first, after a place in that order. */
export const errorsSeen = (
  db: HubDb,
  processId: string,
  after: { lastAt: number; id: string },
  limit: number,
): ErrorGroup[] =>
  select(db, errorGroups, "WHERE process_id = ? AND (last_at, id) < (?, ?) ORDER BY last_at DESC, id DESC LIMIT ?", [
    processId,
    after.lastAt,
    after.id,
    limit,
  ]);

/** Those of browsers without a session, last seen first. */
export const errorsOfStrangers = (db: HubDb, processId: string): ErrorGroup[] =>
  select(db, errorGroups, "WHERE process_id = ? AND kind GLOB 'browser.*' ORDER BY last_at DESC, id DESC", [
    processId,
  ]).filter(isStrangers);
