import type { Hub } from "./core.ts";
import { type Lane, lanes } from "./lane.ts";
import { Rests } from "./rests.ts";

interface Waiting {
  lane: Lane;
  /** When its first batch may be tried: not before its pace allows it, nor before the next try of a channel that rests. */
  at: number;
}

/** The lanes in which something waits. Asked after each command: one step in the index per lane. */
export function waitingLanes(hub: Hub): Waiting[] {
  const rests = new Rests(hub);
  const found = hub.sql.exec<{ place: number; at: number }>(firstOfLanes).toArray();
  return found.flatMap(({ place, at }) => {
    const lane = lanes[place];
    return lane ? [{ lane, at: Math.max(at, hub.paces.nextOf(lane), rests.of(lane.channel)?.nextTryAt ?? at) }] : [];
  });
}

export function earliestDelivery(hub: Hub): number | null {
  const waiting = waitingLanes(hub);
  return waiting.length === 0 ? null : Math.min(...waiting.map(({ at }) => at));
}

const listed = lanes.map(({ channel, lane }, place) => `(${place}, '${channel}', '${lane}')`).join(", ");
const firstOfLanes = `WITH lanes (place, channel, lane) AS (VALUES ${listed})
  SELECT * FROM (SELECT place, (SELECT next_try_at FROM hub_outbox
    WHERE channel = lanes.channel AND lane = lanes.lane ORDER BY next_try_at LIMIT 1) AS at FROM lanes) WHERE at IS NOT NULL`;
