import { clock } from "#packages/core/clock.ts";
import { type AddressedEvent, addressed, type FeedEvent } from "#packages/core/feed.ts";
import type { Json } from "#packages/core/json.ts";
import { logError } from "#packages/core/log.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { doubled, soon } from "#packages/core/patience.ts";
import { rowFrom, shapeOf } from "#packages/core/rows.ts";
import { events, hubRelay } from "#packages/core/tables.ts";
import { ownProcess } from "#packages/processes/queries.server.ts";
import type { Hub } from "./core.ts";
import { inTransaction, readNumber, writeMeta } from "./meta.ts";
import { readingRoom } from "./mirror.ts";
import { one } from "./one.ts";
import { hubOf } from "./stub.ts";
import { eventsSince } from "./transaction.ts";

const perTurn = 200;
const longestWait = 60_000;
/** How much of the stream of all processes is kept for those who come back to it. */
const kept = 100_000;
const refilled = 2_000;
const refilledOfEach = 200;
/** What the lost hub may have passed on that no copy knows of. */
const numbersLeftOut = 10_000;
/** How long events are gathered before they are passed on: nobody who watches all processes sees the difference. */
const gatherMs = 50;

export const isPlatformHub = (hub: Hub): boolean => hub.processId === platformProcess;
export const relayLag = (hub: Hub): boolean => readNumber(hub, "relayed") < readNumber(hub, "seq");

/** Passes this process's events on to the platform's hub, in order, until it has them all. */
export class Relay {
  private running: Promise<void> | null = null;
  private retryAt = 0;
  private failures = 0;

  constructor(private readonly hub: Hub) {}

  nextTryAt(): number | null {
    return relayLag(this.hub) && !isPlatformHub(this.hub) ? Math.max(this.retryAt, clock.now()) : null;
  }

  pass(): Promise<void> {
    if (!this.running && this.nextTryAt() === null) return Promise.resolve();
    this.running ??= soon(gatherMs)
      .then(() => this.drain())
      .finally(() => {
        this.running = null;
      });
    return this.running;
  }

  private async drain(): Promise<void> {
    const { hub } = this;
    if (isPlatformHub(hub) || clock.now() < this.retryAt) return;
    const slug = ownProcess(hub.db, hub.processId)?.slug;
    if (!slug) return;
    while (relayLag(hub)) {
      const batch = eventsSince(hub, readNumber(hub, "relayed"), perTurn);
      const last = batch.at(-1)?.event.seq;
      if (last === undefined) return;
      const leaving = batch.filter(isForMany);
      try {
        if (leaving.length > 0)
          await hubOf(hub.env, platformProcess).takeRelay(hub.processId, slug, JSON.stringify(leaving));
      } catch (thrown) {
        this.failures += 1;
        this.retryAt = clock.now() + doubled(this.failures, 1_000, longestWait);
        return logError("relay.failed", { processId: hub.processId, error: String(thrown) });
      }
      this.failures = 0;
      writeMeta(hub, "relayed", last);
    }
  }
}

/** What is for named persons of a process stays in its hub. */
const isForMany = ({ audience }: AddressedEvent): boolean => typeof audience === "string";

/** On the platform's hub: gives another process's events their place in the stream of all; known ones are skipped. */
export function takeIn(hub: Hub, processId: string, processSlug: string, feed: AddressedEvent[]): AddressedEvent[] {
  const taken: AddressedEvent[] = [];
  inTransaction(hub, () => {
    let seq = relaySeq(hub);
    for (const { event, audience } of feed) {
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
      taken.push({ event: placed, audience });
    }
  });
  return taken;
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
    `DELETE FROM hub_relay WHERE seq IN (SELECT seq FROM hub_relay WHERE seq <= ? ORDER BY seq LIMIT ${perTurn})`,
    relaySeq(hub) - kept,
  ).rowsWritten >= perTurn;

export const relaySeq = (hub: Hub): number =>
  one<{ seq: number | null }>(hub.sql, "SELECT max(seq) AS seq FROM hub_relay")?.seq ??
  readNumber(hub, "relayedBefore");
