import type { HubDb } from "#packages/core/context.ts";
import { lookup } from "#packages/core/rows.ts";
import { usableZone } from "#packages/core/zone-names.ts";
import { processes } from "./tables.ts";

export type Process = typeof processes.$inferSelect;

const itself = lookup(processes, []);

/** As it is stored: for what changes or shows the settings themselves. */
export const storedProcess = (db: HubDb, processId: string): Process | null => itself.one(db, processId, {});

/** The process that a hub belongs to, with settings that can be used whatever is stored; null before it was created. */
export function ownProcess(db: HubDb, processId: string): Process | null {
  const stored = storedProcess(db, processId);
  return stored && { ...stored, timeZone: usableZone(stored.timeZone) };
}

/** The same where it must be there: commands of a process run only once it exists. */
export function mustOwnProcess(db: HubDb, processId: string): Process {
  const process = ownProcess(db, processId);
  if (!process) throw new Error(`The process ${processId} does not exist.`);
  return process;
}
