import { minute, second } from "#packages/core/clock.ts";
import type { OutboundChannel, Rest, RestReason } from "#packages/core/delivery.ts";

/** Whether people are told: a service that asks for patience for a moment is no news. */
export const isTold = ({ why }: Pick<Rest, "why">): boolean => why !== "busy";

/** The counter of how often people had a channel tried at once: a rest from before the last time counts no longer. */
export const triesCounter = (channel: OutboundChannel): string => `channel_tries:${channel}`;

const shortest = second;
/** Minutes at most, whatever the reason: a page that falls due meanwhile waits for the next try. */
const longest: Record<RestReason, number> = {
  busy: minute,
  quota: 5 * minute,
  refused: 5 * minute,
  unset: 5 * minute,
};
/** However long a receiver asks to be left alone: a quota may be raised long before it would have been renewed. */
const longestAsked = 10 * minute;

/**
 * When the channel is tried next. The wait is as long as it has been resting, so it doubles from a second to its longest; a
 * receiver that asks for more gets more. Up to a quarter is added, so that hubs don't come back in step.
 */
export function restAgain(
  resting: Rest | null,
  {
    channel,
    why,
    message,
    afterMs,
  }: { channel: OutboundChannel; why: RestReason; message: string; afterMs: number | null },
  now: number,
  dice = Math.random(),
): Rest {
  const since = resting?.since ?? now;
  const wait = Math.min(longest[why], Math.max(shortest, now - since));
  const asked = Math.min(afterMs ?? 0, longestAsked);
  return { channel, why, reason: message, since, nextTryAt: now + Math.round(Math.max(wait, asked) * (1 + dice / 4)) };
}
