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
}

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
