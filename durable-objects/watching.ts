import { z } from "zod";
import type { AddressedEvent, FeedEvent } from "#packages/core/feed.ts";
import { processBook } from "#packages/modules.ts";
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

/** When each process that some events are of came into the directory; null: it is not there. Looked up once for all sockets. */
export type Origins = ReadonlyMap<string, number | null>;

export function originsOf(hub: Hub, feed: AddressedEvent[]): Origins {
  const foreign = new Set(feed.flatMap(({ event }) => event.processId ?? []));
  foreign.delete(hub.processId);
  return new Map(Array.from(foreign, (id) => [id, processBook.knownSince(hub.db, id)] as const));
}

/**
 * Whether a socket on the platform's hub may be sent new events of these processes; "again" when it has to be opened anew first,
 * which enters what it has not entered. People of the platform who may not cross processes hear the platform's own.
 */
export function hearsFrom(
  seen: Visiting | null,
  origins: Origins,
  now: number,
): "again" | ((event: FeedEvent) => boolean) {
  const origin = ({ processId }: FeedEvent) => (processId === undefined ? undefined : origins.get(processId));
  if (!seen) return (event) => origin(event) === undefined;
  if (now >= seen.until) return "again";
  for (const [id, createdAt] of origins)
    if (createdAt !== null && (createdAt > seen.from || seen.without.includes(id))) return "again";
  // A process that is not in the directory yet could not have been entered.
  return (event) => origin(event) !== null;
}

/** The same for events of the past: what was not entered is left out. */
export const heardBefore = (hub: Hub, seen: Visiting | null, feed: FeedEvent[]): FeedEvent[] =>
  feed.filter(({ processId = hub.processId }) =>
    seen ? !seen.without.includes(processId) : processId === hub.processId,
  );
