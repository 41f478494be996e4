import type { DeliveryChannel } from "#packages/core/delivery.ts";

export const channelLabel: Record<DeliveryChannel, string> = {
  email: "E-mail",
  slack: "Slack",
  webhook: "Webhook",
  in_app: "In the app",
};
