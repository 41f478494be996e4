import { endpoint } from "#packages/core/endpoint.ts";
import { defineModule } from "#packages/core/module.ts";
import { settingOf } from "#packages/core/settings.ts";
import { mailCourier, slackCourier, webhookCourier } from "./couriers.server.ts";
import { mailSettings } from "./settings.ts";
import { sendTest, TestMessage, testResult, tryAddress } from "./test-message.server.ts";

/** How messages leave: Resend for mail, a post to the process's own address for Slack and webhooks. */
export const mailModule = defineModule({
  name: "mail",
  label: "Messages",
  tables: [],
  ids: { test_message: "tst" },
  commands: [sendTest],
  views: [testResult],
  endpoints: [
    endpoint({
      method: "post",
      path: "/settings/test",
      tag: "Settings",
      summary: "Send a test to the process's Slack or webhook address, as it is saved",
      description:
        "Waits for the receiver, 12 seconds at most: `taken` is true, false, or null where it is not known yet.",
      permission: "processes.edit",
      body: TestMessage,
      status: 200,
      handle: (api, body) => tryAddress(api, body),
    }),
  ],
  settings: Object.values(mailSettings),
  couriers: { email: mailCourier, slack: slackCourier, webhook: webhookCourier },
  addresses: {
    slack: (db, processId) => settingOf(db, processId, mailSettings.slackWebhookUrl),
    webhook: (db, processId) => settingOf(db, processId, mailSettings.webhookUrl),
  },
});
