import type { Actor } from "#packages/core/actor.ts";
import { audible, type Heard, heardBy } from "#packages/core/audience.ts";
import { clock } from "#packages/core/clock.ts";
import {
  type Feed,
  type FeedEvent,
  type FeedFilter,
  type FeedPage,
  type FeedPlace,
  feedEvent,
  type NewestPage,
} from "#packages/core/feed.ts";
import { leftOf } from "#packages/core/keeping.ts";
import { rowFrom, shapeOf } from "#packages/core/rows.ts";
import { events, hubRelay } from "#packages/core/tables.ts";
import { kindsByName, readableKinds } from "#packages/kinds.ts";
import type { Hub } from "./core.ts";
import { readNumber } from "./meta.ts";
import { one } from "./one.ts";
import { isPlatformHub, relaySeq } from "./relay.ts";

/** Where a hub's feed stands: its own events, or on the platform's hub the stream of all processes. */
interface Stream {
  table: string;
  columns: string;
  /** Which rows belong to it, with the values for its question marks. */
  scope: string;
  values: unknown[];
  /** Which of them this actor may hear, with the values as well. */
  heard: string;
  heardValues: unknown[];
  /** The same for what has left the hub. */
  elsewhere: Heard;
  /** The kinds of records that they may read; null: all there are. */
  kinds: ReadonlySet<string> | null;
  last: number;
  /** The last one that has left the hub; 0: none, or it is nowhere else. */
  left: number;
  read(values: unknown[]): FeedEvent;
}

interface Range {
  after: number;
  before: number;
  order: "ASC" | "DESC";
  limit: number;
}

function streamOf(hub: Hub, actor: Actor, filter: FeedFilter): Stream {
  const readable = readableKinds(actor);
  const kinds = readable.length === kindsByName.size ? null : new Set(readable);
  const { where, values } = audible(actor);
  const ofKinds = kinds ? " AND entity IN (SELECT value FROM json_each(?))" : "";
  const heard = {
    heard: `${where}${ofKinds}`,
    heardValues: kinds ? [...values, JSON.stringify([...kinds])] : values,
    elsewhere: heardBy(actor, kinds && [...kinds]),
    kinds,
  };
  if (!isPlatformHub(hub))
    return {
      ...heard,
      table: "events",
      columns: shapeOf(events).names,
      scope: "process_id = ?",
      values: [hub.processId],
      last: readNumber(hub, "seq"),
      left: leftOf(hub.db, hub.processId).event,
      read: (values) => feedEvent(rowFrom(events, values)),
    };
  const crosses = actor.kind === "system" || actor.permissions.includes("platform.cross_process");
  const processIds = crosses ? filter.processIds : [hub.processId];
  return {
    ...heard,
    table: "hub_relay",
    columns: shapeOf(hubRelay).names,
    scope: processIds ? "process_id IN (SELECT value FROM json_each(?))" : "true",
    values: processIds ? [JSON.stringify(processIds)] : [],
    last: relaySeq(hub),
    left: 0,
    // Written by `takeIn` as a feed event.
    read: (values) => rowFrom(hubRelay, values).event as unknown as FeedEvent,
  };
}

/** Events after `since`, oldest first, and where to go on: nothing that matches is between. None where the next ones have left the hub. */
export function feedSince(hub: Hub, actor: Actor, since: number, limit: number, filter: FeedFilter = {}): FeedPage {
  const stream = streamOf(hub, actor, filter);
  if (since < stream.left) {
    const { last: lastSeq, left, elsewhere: heard } = stream;
    return { items: [], lastSeq, nextSince: since, left, heard };
  }
  const range = { after: since, before: Number.MAX_SAFE_INTEGER, order: "ASC", limit } as const;
  const items = find(hub, stream, range, filter.types);
  const end = items.length === limit ? items.at(-1)?.seq : stream.last;
  return { items, lastSeq: stream.last, nextSince: end ?? Math.min(since, stream.last) };
}

/** The newest events before a number of the feed (null: before its end), newest first. */
function newestBefore(
  hub: Hub,
  actor: Actor,
  before: number | null,
  limit: number,
  filter: FeedFilter = {},
): NewestPage {
  const stream = streamOf(hub, actor, filter);
  if (stream.left > 0 && before !== null && before <= stream.left + 1) {
    const { last: lastSeq, left, elsewhere: heard } = stream;
    return { items: [], lastSeq, olderBefore: null, left, heard };
  }
  const range = { after: 0, before: before ?? Number.MAX_SAFE_INTEGER, order: "DESC", limit: limit + 1 } as const;
  const found = find(hub, stream, range, filter.types);
  const items = found.slice(0, limit);
  const oldest = items.at(-1)?.seq ?? before;
  if (found.length > limit) return { items, lastSeq: stream.last, olderBefore: oldest };
  if (stream.left === 0) return { items, lastSeq: stream.last, olderBefore: null };
  return { items, lastSeq: stream.last, olderBefore: Math.min(oldest ?? stream.last + 1, stream.left + 1) };
}

/** D1 is taken to have all when it is further behind than this: it is away, and pages go on without it. */
const mostBehind = 200;

function placeOf(hub: Hub): FeedPlace {
  const last = isPlatformHub(hub) ? relaySeq(hub) : readNumber(hub, "seq");
  const copied = isPlatformHub(hub) ? last : readNumber(hub, "mirrored:events");
  const seq = last - copied > mostBehind ? last : copied;
  return { seq, since: hub.recent.beforeThat(seq, clock.now()) };
}

export const feedFor = (hub: Hub, actor: Actor): Feed => ({
  place: () => placeOf(hub),
  since: (since, limit, filter) => feedSince(hub, actor, since, limit, filter),
  before: (before, limit, filter) => newestBefore(hub, actor, before, limit, filter),
});

function find(hub: Hub, stream: Stream, range: Range, types: string[] | undefined): FeedEvent[] {
  const { table, columns, scope, values, heard, heardValues, read } = stream;
  const { after, before, order, limit } = range;
  const rows = (where: string, ...more: unknown[]) =>
    Array.from(
      hub.sql.exec(`SELECT ${columns} FROM ${table} WHERE ${scope} AND ${where}`, ...values, ...more).raw(),
      read,
    );
  const between = `${heard} AND seq > ? AND seq < ? ORDER BY seq ${order} LIMIT ?`;
  if (!types) return rows(between, ...heardValues, after, before, limit);
  // Type by type, each from its index: however rare a type is, nothing else is read on the way to it.
  const seqs = new Set(
    types
      .flatMap((type) => typesLike(hub, stream, type))
      .flatMap((type) =>
        hub.sql
          .exec<{ seq: number }>(
            `SELECT seq FROM ${table} WHERE ${scope} AND type = ? AND ${between}`,
            ...values,
            type,
            ...heardValues,
            after,
            before,
            limit,
          )
          .toArray()
          .map(({ seq }) => seq),
      ),
  );
  const chosen = [...seqs].sort((a, b) => (order === "ASC" ? a - b : b - a)).slice(0, limit);
  return rows(`seq IN (SELECT value FROM json_each(?)) ORDER BY seq ${order}`, JSON.stringify(chosen));
}

/** A type itself, unless they may not read its kind; of an entity (`incident`) each of its types that occurs, one look into the index for each. */
function typesLike(hub: Hub, { table, scope, values, kinds }: Stream, wanted: string): string[] {
  if (kinds && !kinds.has(wanted.split(".")[0] ?? wanted)) return [];
  if (wanted.includes(".")) return [wanted];
  const found: string[] = [];
  const next = `SELECT min(type) AS type FROM ${table} WHERE ${scope} AND type > ? AND type < ?`;
  for (let type: string | null = `${wanted}.`; type !== null; ) {
    // "/" is the character after ".".
    type = one<{ type: string | null }>(hub.sql, next, ...values, type, `${wanted}/`)?.type ?? null;
    if (type !== null) found.push(type);
  }
  return found;
}
