export type DeliveryChannel = "email" | "slack" | "webhook" | "in_app";

/** `held`: there is nothing to send it with. `dropped`: overtaken. `parked`: given up, can be sent again. */
export type DeliveryState = "queued" | "sent" | "delivered" | "bounced" | "complained" | "dropped" | "parked" | "held";

/** `urgent` wakes somebody, `bulk` goes to very many. Each lane goes out beside the others, never behind them. */
export type DeliveryLane = "urgent" | "normal" | "bulk";
