import type { HubDb } from "#packages/core/context.ts";
import { lookup } from "#packages/core/rows.ts";
import { processes } from "./tables.ts";

export type Process = typeof processes.$inferSelect;

const itself = lookup(processes, []);

/** The process that a hub belongs to; null before it was created. */
export const ownProcess = (db: HubDb, processId: string): Process | null => itself.one(db, processId, {});

/** The same where it must be there: commands of a process run only once it exists. */
export function mustOwnProcess(db: HubDb, processId: string): Process {
  const process = ownProcess(db, processId);
  if (!process) throw new Error(`The process ${processId} does not exist.`);
  return process;
}
