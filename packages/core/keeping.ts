import { chainStart, type Link } from "./audit-chain.ts";
import { day } from "./clock.ts";
import type { HubDb } from "./database.ts";
import { select } from "./rows.ts";
import { logLeft } from "./tables.ts";

/** How long the audit log and the events stay in their hub. */
export const logsInHubMs = 90 * day;
/** How long D1 keeps what has left its hub, since it was last written: thirteen months. The triggers of D1 know it, too. */
export const inD1Ms = 395 * day;
/** How long what is not over keeps rows in the hub: less than `inD1Ms`, so that D1 never loses what a hub still has. */
export const heldMs = 365 * day;
/** Longer than D1 can be set back (30 days): what was removed must not come back with it. */
export const tombstonesMs = 60 * day;

/** Where the logs in the hub begin: the link of the last row that has left. */
export function leftOf(db: HubDb, processId: string): Link {
  const [last] = select(db, logLeft, "WHERE process_id = ? ORDER BY seq DESC LIMIT 1", [processId]);
  return last ? { seq: last.seq, hash: last.hash, event: last.event } : chainStart;
}
