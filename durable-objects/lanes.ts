import type { DeliveryLane, OutboundChannel } from "#packages/core/delivery.ts";
import type { Hub } from "./core.ts";
import { Rests } from "./rests.ts";

/** Each channel has its own, so that a dead chat address holds up no mail, and nobody is woken later because many are told. */
export interface Lane {
  channel: OutboundChannel;
  lane: DeliveryLane;
}

export const lanes: Lane[] = (["urgent", "normal", "bulk"] as const).flatMap((lane) =>
  (["email", "slack", "webhook"] as const).map((channel) => ({ channel, lane })),
);

/**
 * When the next queued message may be tried; null when nothing waits. Of a channel that rests, not before its next try. Asked
 * after each command: one step in the index per lane.
 */
export function earliestDelivery(hub: Hub): number | null {
  const rests = new Rests(hub);
  const times = hub.sql
    .exec<{ channel: OutboundChannel; at: number }>(earliestOfLanes)
    .toArray()
    .map(({ channel, at }) => Math.max(at, rests.of(channel)?.nextTryAt ?? at));
  return times.length === 0 ? null : Math.min(...times);
}

const earliestOfLanes = `WITH lanes (channel, lane) AS (VALUES ${lanes.map(({ channel, lane }) => `('${channel}', '${lane}')`).join(", ")})
  SELECT * FROM (SELECT channel, (SELECT next_try_at FROM hub_outbox
    WHERE channel = lanes.channel AND lane = lanes.lane ORDER BY next_try_at LIMIT 1) AS at FROM lanes) WHERE at IS NOT NULL`;
