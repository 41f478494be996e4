import { type AddressedEvent, addressed, type FeedEvent } from "#packages/core/feed.ts";
import type { Json } from "#packages/core/json.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { rowFrom, shapeOf } from "#packages/core/rows.ts";
import { events, hubRelay } from "#packages/core/tables.ts";
import { processBook } from "#packages/modules.ts";
import type { Hub } from "./core.ts";
import { inTransaction, readNumber, writeMeta } from "./meta.ts";
import { readingRoom } from "./mirror.ts";
import { one } from "./one.ts";
import { beingRestored, isOpen } from "./opening.ts";
import type { Lane } from "./other-hubs.ts";
import { hubOf } from "./stub.ts";
import { eventsSince } from "./transaction.ts";

const perBatch = 200;
/** How much of the stream of all processes is kept for those who come back to it. */
const kept = 100_000;
const refilled = 2_000;
const refilledOfEach = 200;
/** What the lost hub may have passed on that no copy knows of. */
const numbersLeftOut = 10_000;
/** How long events are gathered before they are passed on: nobody who watches all processes sees the difference. */
const gatherMs = 50;

export const isPlatformHub = (hub: Hub): boolean => hub.processId === platformProcess;
const isBehind = (hub: Hub): boolean => readNumber(hub, "relayed") < readNumber(hub, "seq");

/** This process's events for the stream of all processes, in their order: a cursor, as the events are rows already. */
export const relayLane = (hub: Hub): Lane => {
  const waits = () => !isPlatformHub(hub) && isBehind(hub) && processBook.slug(hub.db, hub.processId) !== null;
  return {
    name: "relay",
    gatherMs,
    targets: () => (waits() ? [platformProcess] : []),
    waits,
    async hand(target) {
      const batch = eventsSince(hub, readNumber(hub, "relayed"), perBatch);
      const last = batch.at(-1)?.event.seq ?? readNumber(hub, "seq");
      const leaving = batch.filter(isForMany);
      const slug = processBook.slug(hub.db, hub.processId) ?? hub.processId;
      if (leaving.length > 0) await hubOf(hub.env, target).takeRelay(hub.processId, slug, JSON.stringify(leaving));
      // One that was given up may answer after a later one.
      if (last > readNumber(hub, "relayed")) writeMeta(hub, "relayed", last);
      return null;
    },
  };
};

/** What is for named persons of a process stays in its hub. */
const isForMany = ({ audience }: AddressedEvent): boolean => typeof audience === "string";

/** On the platform's hub: gives another process's events their place in the stream of all; known ones are skipped. */
export function takeIn(hub: Hub, processId: string, processSlug: string, feed: AddressedEvent[]): AddressedEvent[] {
  const taken: AddressedEvent[] = [];
  inTransaction(hub, () => {
    let seq = relaySeq(hub);
    for (const told of feed) {
      const { event, audience } = told;
      const known = one(
        hub.sql,
        "SELECT 1 AS yes FROM hub_relay WHERE process_id = ? AND event_seq = ?",
        processId,
        event.seq,
      );
      if (known) continue;
      seq += 1;
      const placed: FeedEvent = { ...event, seq, processId, processSlug };
      // A feed event is JSON throughout; its interface only names the fields.
      hub.db
        .insert(hubRelay)
        .values({
          seq,
          processId,
          eventSeq: event.seq,
          type: event.type,
          entity: event.entity,
          audience,
          event: placed as unknown as Json,
        })
        .run();
      taken.push({ ...told, event: placed });
    }
  });
  return taken;
}

/** Events of another process, as its hub has serialised them: the sender keeps them and comes back where this throws. */
export function receive(
  hub: Hub,
  sockets: { broadcast(feed: AddressedEvent[]): void },
  { processId, processSlug, events }: { processId: string; processSlug: string; events: string },
): void {
  if (!isOpen(hub)) throw new Error(beingRestored.message);
  // Written by `relayLane`.
  sockets.broadcast(takeIn(hub, processId, processSlug, JSON.parse(events) as AddressedEvent[]));
}

/**
 * The stream of a platform hub that was lost: each process's last events as D1 has them, in the order of their times. Its
 * numbers go on above every one that was given: there were no more of them than events.
 */
export async function refillRelay(hub: Hub): Promise<void> {
  const parts = await Promise.all(readingRoom.all(hub).map(lastEvents));
  writeMeta(hub, "relayedBefore", parts.reduce((sum, part) => sum + part.given, 0) + numbersLeftOut);
  const latest = parts.flatMap((part) => part.latest).sort((a, b) => a.event.at - b.event.at);
  for (const { event, slug } of latest.slice(-refilled))
    takeIn(hub, event.processId, slug, [addressed(event)].filter(isForMany));
}

async function lastEvents(db: D1Database) {
  const slug = "(SELECT slug FROM processes WHERE processes.process_id = events.process_id)";
  // Each process's clock says where its events end: no other order of theirs than their own is gone through.
  const rows = await db
    .prepare(
      `SELECT ${shapeOf(events).names}, ${slug} FROM (SELECT process_id AS owner, last_seq FROM process_clocks)
         CROSS JOIN events ON process_id = owner AND seq > last_seq - ${refilledOfEach} ORDER BY at DESC, process_id, seq DESC LIMIT ${refilled}`,
    )
    .raw<unknown[]>();
  const latest = rows.reverse().map((values) => {
    const event = rowFrom(events, values);
    return { event, slug: String(values.at(-1) ?? event.processId) };
  });
  const given = await db.prepare("SELECT coalesce(sum(last_seq), 0) AS sum FROM process_clocks").first<number>("sum");
  return { latest, given: given ?? 0 };
}

/** Deletes some of the oldest; says whether there may be more. */
export const forgetOldRelays = (hub: Hub): boolean =>
  hub.sql.exec(
    `DELETE FROM hub_relay WHERE seq IN (SELECT seq FROM hub_relay WHERE seq <= ? ORDER BY seq LIMIT ${perBatch})`,
    relaySeq(hub) - kept,
  ).rowsWritten >= perBatch;

export const relaySeq = (hub: Hub): number =>
  one<{ seq: number | null }>(hub.sql, "SELECT max(seq) AS seq FROM hub_relay")?.seq ??
  readNumber(hub, "relayedBefore");
