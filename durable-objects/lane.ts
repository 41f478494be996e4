import { clock, second } from "#packages/core/clock.ts";
import type { DeliveryLane, OutboundChannel } from "#packages/core/delivery.ts";

/** Each channel has its own, so that a dead chat address holds up no mail, and nobody is woken later because many are told. */
export interface Lane {
  channel: OutboundChannel;
  lane: DeliveryLane;
}

export const lanes: Lane[] = (["urgent", "normal", "bulk"] as const).flatMap((lane) =>
  (["email", "slack", "webhook"] as const).map((channel) => ({ channel, lane })),
);

/**
 * Between two requests of a lane. Broadcasts leave room: on the thread that they share with what is due, and within the few
 * requests a second that a receiver takes. One that refuses more lets the whole channel rest, pages with it.
 */
const paceMs: Record<DeliveryLane, number> = { urgent: 0, normal: 0, bulk: second };

/** When each lane may make its next request. In memory: a hub that starts anew begins at once. */
export class Paces {
  private readonly next = new Map<Lane, number>();

  /** UTC milliseconds. */
  nextOf(lane: Lane): number {
    return this.next.get(lane) ?? 0;
  }

  /** It is about to make one. */
  begin(lane: Lane): void {
    this.next.set(lane, clock.now() + paceMs[lane.lane]);
  }

  /** It has made none. */
  undo(lane: Lane): void {
    this.next.delete(lane);
  }
}
