import type { HubDb } from "./database.ts";
import { select } from "./rows.ts";
import { counters } from "./tables.ts";

/** The counters whose names begin with `prefix:`, by the rest of their names. */
export function countedUnder(db: HubDb, processId: string, prefix: string): Map<string, number> {
  // ";" is what follows ":" in the order of characters.
  const rows = select(db, counters, "WHERE process_id = ? AND id > ? AND id < ?", [
    processId,
    `${prefix}:`,
    `${prefix};`,
  ]);
  return new Map(rows.map(({ id, value }) => [id.slice(prefix.length + 1), value]));
}
