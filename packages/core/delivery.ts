export type DeliveryChannel = "email" | "slack" | "webhook" | "in_app";

/** `held`: there is nothing to send it with. `dropped`: overtaken. `parked`: given up, can be sent again. */
export type DeliveryState = "queued" | "sent" | "delivered" | "bounced" | "complained" | "dropped" | "parked" | "held";

/** The event of a message that wakes somebody. It goes out beside all others, never behind them. */
export const pageEvent = "escalation.page";
