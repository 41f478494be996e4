import { isLocal, type OutboundKind, outboundProblem } from "#packages/core/outbound/address.ts";
import { type Setting, setting, webAddress } from "#packages/core/setting.ts";

/** The same rules as when something is sent there; on a machine of one's own, receivers may be on it, too. */
const sendable =
  (kind: OutboundKind): Setting<string | null>["problem"] =>
  (url, { appUrl }) =>
    url === null ? null : outboundProblem(url, kind, isLocal(appUrl));

export const mailSettings = {
  slackWebhookUrl: setting({
    key: "slackWebhookUrl",
    label: "Slack address",
    help: "An incoming webhook of the channel that pages are posted to.",
    default: null,
    secret: { shownAs: "slackWebhook" },
    leadsTo: "slack",
    problem: sendable("slack"),
    ...webAddress("https://hooks.slack.com/services/…"),
  }),
  webhookUrl: setting({
    key: "webhookUrl",
    label: "Webhook address",
    help: "Gets each page as JSON.",
    default: null,
    secret: { shownAs: "webhook" },
    leadsTo: "webhook",
    problem: sendable("webhook"),
    ...webAddress("https://example.com/hook"),
  }),
};
