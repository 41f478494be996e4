import { clock } from "#packages/core/clock.ts";
import type { Outcome } from "#packages/core/courier.ts";
import type { DeliveryChannel, OutboundChannel, Rest } from "#packages/core/delivery.ts";
import { type KeptRest, parseRest, restKey } from "#packages/core/sending/rests.server.ts";
import { isTold, restAgain } from "#packages/core/sending/rests.ts";
import type { Hub } from "./core.ts";
import { missingFor, wayDigest } from "./couriers.ts";
import { readMeta, writeMeta } from "./meta.ts";

function restOf(hub: Hub, channel: OutboundChannel): Rest | null {
  const kept = parseRest(readMeta(hub, restKey(channel)));
  if (!kept) return null;
  const { settings, ...rest } = kept;
  return settings === wayDigest(hub, channel) ? rest : null;
}

/** Why a channel takes nothing, whether that was found out by trying or can be told from its settings; null: it does. */
export function channelProblem(hub: Hub, channel: DeliveryChannel): string | null {
  if (channel === "in_app" || hub.playing) return null;
  const missing = missingFor(hub, channel);
  if (missing) return missing;
  const rest = restOf(hub, channel);
  return rest && isTold(rest) ? rest.reason : null;
}

/**
 * Which channels take nothing at present. Kept in the hub's own storage, so that a hub that starts anew asks no sooner; no row
 * of a message is touched for it.
 */
export class Rests {
  /** Channels that rest and are being tried with one batch. */
  private readonly probing = new Set<OutboundChannel>();

  constructor(private readonly hub: Hub) {}

  of(channel: OutboundChannel): Rest | null {
    return restOf(this.hub, channel);
  }

  mayTry(channel: OutboundChannel): boolean {
    const rest = this.of(channel);
    return rest === null || (clock.now() >= rest.nextTryAt && !this.probing.has(channel));
  }

  /** One batch at a time finds out whether a resting channel is well again. */
  async trying<T>(channel: OutboundChannel, work: () => Promise<T>): Promise<T> {
    if (this.of(channel) === null) return work();
    this.probing.add(channel);
    try {
      return await work();
    } finally {
      this.probing.delete(channel);
    }
  }

  /** What the last try says of the channel. Answers what has changed for those who watch; null: nothing. */
  learn(channel: OutboundChannel, outcome: Outcome): { rest: Rest | null } | null {
    const before = this.of(channel);
    if (outcome.kind === "retry") {
      // Says nothing of the channel; one that rests is not asked at once for the next batch.
      if (before)
        this.keep(restAgain(before, { ...before, message: before.reason, afterMs: outcome.afterMs }, clock.now()));
      return null;
    }
    if (outcome.kind !== "resting") {
      if (readMeta(this.hub, restKey(channel))) writeMeta(this.hub, restKey(channel), "");
      return before && isTold(before) ? { rest: null } : null;
    }
    const rest = restAgain(before, { channel, ...outcome }, clock.now());
    this.keep(rest);
    return isTold(rest) && before?.why !== rest.why ? { rest } : null;
  }

  private keep(rest: Rest): void {
    const kept: KeptRest = { ...rest, settings: wayDigest(this.hub, rest.channel) };
    writeMeta(this.hub, restKey(rest.channel), JSON.stringify(kept));
  }
}
