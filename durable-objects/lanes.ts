import type { DeliveryChannel, DeliveryLane } from "#packages/core/delivery.ts";
import { type Hub, one } from "./core.ts";

/** Each channel has its own, so that a dead chat address holds up no mail, and nobody is woken later because many are told. */
export interface Lane {
  channel: Exclude<DeliveryChannel, "in_app">;
  lane: DeliveryLane;
}

export const lanes: Lane[] = (["urgent", "normal", "bulk"] as const).flatMap((lane) =>
  (["email", "slack", "webhook"] as const).map((channel) => ({ channel, lane })),
);

/** When the next queued message is due; null when nothing waits. Asked after each command: one step in the index per lane. */
export const earliestDelivery = (hub: Hub): number | null =>
  one<{ at: number | null }>(hub.sql, earliestOfLanes, hub.processId)?.at ?? null;

const earliestOfLanes = `WITH lanes (channel, lane) AS (VALUES ${lanes.map(({ channel, lane }) => `('${channel}', '${lane}')`).join(", ")})
  SELECT min((SELECT next_try_at FROM deliveries WHERE process_id = ?1 AND state = 'queued' AND channel = lanes.channel
    AND lane = lanes.lane ORDER BY next_try_at LIMIT 1)) AS at FROM lanes`;
