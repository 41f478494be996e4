import { defineModule } from "#packages/core/module.ts";
import { mailCourier, slackCourier, webhookCourier } from "./couriers.server.ts";

/** How messages leave: Resend for mail, a post to the process's own address for Slack and webhooks. */
export const mailModule = defineModule({
  name: "mail",
  label: "Mail",
  tables: [],
  commands: [],
  views: [],
  endpoints: [],
  couriers: { email: mailCourier, slack: slackCourier, webhook: webhookCourier },
});
