export type DeliveryChannel = "email" | "slack" | "webhook" | "in_app";

/**
 * `dropped`: overtaken. `parked`: given up, can be sent again. `unseen`: to be shown in the app, and no browser of its person has
 * taken it yet; it is shown when one comes.
 */
export type DeliveryState =
  | "queued"
  | "unseen"
  | "sent"
  | "delivered"
  | "bounced"
  | "complained"
  | "dropped"
  | "parked";

/** `urgent` wakes somebody, `bulk` goes to very many. Each lane goes out beside the others, never behind them. */
export type DeliveryLane = "urgent" | "normal" | "bulk";

/** A channel that leads outside. */
export type OutboundChannel = Exclude<DeliveryChannel, "in_app">;

/**
 * Why a channel takes nothing, whatever the message: asked for patience, a quota that is used up, a key, sender or address that
 * is refused, nothing set up to send with.
 */
export const restReasons = ["busy", "quota", "refused", "unset"] as const;
export type RestReason = (typeof restReasons)[number];

/** The state of a channel that takes nothing: its messages stay queued, and one of them is tried now and then. */
export interface Rest {
  channel: OutboundChannel;
  why: RestReason;
  /** In plain words, a whole sentence. */
  reason: string;
  /** UTC milliseconds: when it stopped taking messages. */
  since: number;
  nextTryAt: number;
}
