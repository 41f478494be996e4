import type { HubDb } from "#packages/core/database.ts";
import { lookup, rowById, select } from "#packages/core/rows.ts";
import { usableZone } from "#packages/core/zone-names.ts";
import { processes, tenants } from "./tables.ts";

export type Process = typeof processes.$inferSelect;

const itself = lookup(processes, []);

/** As it is stored: for what changes or shows it. */
export const storedProcess = (db: HubDb, processId: string): Process | null => itself.one(db, processId, {});

/** The same where it must be there. */
export function mustStoredProcess(db: HubDb, processId: string): Process {
  const process = storedProcess(db, processId);
  if (!process) throw new Error(`The process ${processId} does not exist.`);
  return process;
}

export type Tenant = typeof tenants.$inferSelect;
const tenantsByTag = lookup(tenants, ["tag"]);
const tenantsBySlug = lookup(tenants, ["slug"]);

/** On the platform's hub: the ids of all processes of the directory. */
export const tenantIds = (db: HubDb, processId: string): string[] =>
  select(db, tenants, "WHERE process_id = ?", [processId]).map(({ id }) => id);

/** What a process can be looked up by in the directory. */
export interface TenantKey {
  by: "id" | "tag" | "slug";
  value: string;
}

/** On the platform's hub: a process of the directory. */
export function tenantBy(db: HubDb, processId: string, { by, value }: TenantKey): Tenant | null {
  switch (by) {
    case "id":
      return rowById(db, tenants, processId, value);
    case "tag":
      return tenantsByTag.one(db, processId, { tag: value });
    case "slug":
      return tenantsBySlug.one(db, processId, { slug: value });
  }
}

/** The process that a hub belongs to, with a time zone that can be used whatever is stored; null before it was created. */
export function ownProcess(db: HubDb, processId: string): Process | null {
  const stored = storedProcess(db, processId);
  return stored && { ...stored, timeZone: usableZone(stored.timeZone) };
}

/** The same where it must be there: commands of a process run only once it exists. */
export function mustOwnProcess(db: HubDb, processId: string): Process {
  const process = mustStoredProcess(db, processId);
  return { ...process, timeZone: usableZone(process.timeZone) };
}
