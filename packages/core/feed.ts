import type { Audience, Heard } from "./audience.ts";
import type { Json } from "./json.ts";

/** An event as the feed, the socket and the API show it. */
export interface FeedEvent {
  seq: number;
  type: string;
  entity: string;
  entityId: string;
  entityNumber: string | null;
  action: string;
  actor: { id: string | null; name: string; kind: string };
  /** ISO 8601. */
  at: string;
  summary: string;
  data: { [key: string]: Json } | null;
  /** Only in the stream of all processes. */
  processId?: string;
  processSlug?: string;
}

/** What of a feed is wanted; nothing said is everything. */
export interface FeedFilter {
  /** Types (`incident.paged`) and entities (`incident`: all of its types). */
  types?: string[];
  /** In the stream of all processes: only of these. */
  processIds?: string[];
}

/** Events in their order. */
export interface FeedPage {
  items: FeedEvent[];
  /** The newest number of the whole feed. */
  lastSeq: number;
  /** The `since` of the next page: no event that matches is left out between. */
  nextSince: number;
  /** Where the events asked for have left the hub: the last one that has. They are in D1. */
  left?: number;
  /** What of those may be heard. */
  heard?: Heard;
}

/** The newest events, newest first. */
export interface NewestPage {
  items: FeedEvent[];
  lastSeq: number;
  /** The `before` of the next page; null at the beginning. */
  olderBefore: number | null;
  /** As in `FeedPage`. */
  left?: number;
  heard?: Heard;
}

/** Where a page that is read now stands in the feed. */
export interface FeedPlace {
  /** What happened up to here is in the hub and in D1. */
  seq: number;
  /** The same however long the page takes to read: what came after may be in some of its parts only. */
  since: number;
}

/** A hub's feed as somebody may hear it; on the platform's hub, of all processes. */
export interface Feed {
  place(): FeedPlace;
  /** Events after a number, oldest first. */
  since(since: number, limit: number, filter?: FeedFilter): FeedPage;
  /** Events before a number (null: before the end), newest first. */
  before(before: number | null, limit: number, filter?: FeedFilter): NewestPage;
}

/** An event on its way to those who may hear it. */
export interface AddressedEvent {
  event: FeedEvent;
  audience: Audience;
  /** The command that brought it, where somebody's own key names that; known only in the moment itself. */
  commandId?: string;
}

interface EventRow {
  seq: number;
  type: string;
  entity: string;
  entityId: string;
  entityNumber: string | null;
  action: string;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  at: number;
  summary: string;
  data: { [key: string]: Json } | null;
  audience: Audience;
}

export const addressed = (row: EventRow): AddressedEvent => ({ event: feedEvent(row), audience: row.audience });

export const feedEvent = (row: EventRow): FeedEvent => ({
  seq: row.seq,
  type: row.type,
  entity: row.entity,
  entityId: row.entityId,
  entityNumber: row.entityNumber,
  action: row.action,
  actor: { id: row.actorId, name: row.actorName, kind: row.actorKind },
  at: new Date(row.at).toISOString(),
  summary: row.summary,
  data: row.data,
});
