import { z } from "zod";
import type { FeedEvent } from "#packages/core/feed.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { rowById } from "#packages/core/rows.ts";
import { tenants } from "#packages/processes/tables.ts";
import type { Hub } from "./core.ts";

/** What somebody who watches all processes has entered: all there were at `from`, except some, until their visits are over. */
export const visiting = z.object({
  /** UTC milliseconds, as `until`. */
  from: z.number(),
  until: z.number(),
  /** Processes that could not be entered. */
  without: z.array(z.string()),
});
export type Visiting = z.infer<typeof visiting>;

/** More would not fit into a socket's attachment (2 KB). */
export const mostWithout = 40;

/**
 * Of new events on the platform's hub, those that a socket may be sent; null when it has to be opened anew first, which
 * enters what it has not entered. People of the platform who may not cross processes hear the platform's own.
 */
export function heard(hub: Hub, seen: Visiting | null, feed: FeedEvent[], now: number): FeedEvent[] | null {
  const own = (event: FeedEvent) => event.processId === hub.processId;
  if (!seen) return feed.filter(own);
  if (now >= seen.until) return null;
  const foreign = new Set(feed.flatMap((event) => (own(event) ? [] : (event.processId ?? []))));
  const unknown = new Set<string>();
  for (const id of foreign) {
    const tenant = rowById(hub.db, tenants, platformProcess, id);
    if (!tenant) unknown.add(id);
    else if (tenant.createdAt > seen.from || seen.without.includes(id)) return null;
  }
  // A process that is not in the directory yet could not have been entered.
  return feed.filter((event) => !unknown.has(event.processId ?? hub.processId));
}

/** The same for events of the past: what was not entered is left out. */
export const heardBefore = (hub: Hub, seen: Visiting | null, feed: FeedEvent[]): FeedEvent[] =>
  feed.filter(({ processId = hub.processId }) =>
    seen ? !seen.without.includes(processId) : processId === hub.processId,
  );
