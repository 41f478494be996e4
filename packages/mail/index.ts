import { defineModule } from "#packages/core/module.ts";
import { settingOf } from "#packages/core/settings.ts";
import { mailCourier, slackCourier, webhookCourier } from "./couriers.server.ts";
import { mailSettings } from "./settings.ts";

/** How messages leave: Resend for mail, a post to the process's own address for Slack and webhooks. */
export const mailModule = defineModule({
  name: "mail",
  label: "Messages",
  tables: [],
  commands: [],
  views: [],
  endpoints: [],
  settings: Object.values(mailSettings),
  couriers: { email: mailCourier, slack: slackCourier, webhook: webhookCourier },
  addresses: {
    slack: (db, processId) => settingOf(db, processId, mailSettings.slackWebhookUrl),
    webhook: (db, processId) => settingOf(db, processId, mailSettings.webhookUrl),
  },
});
