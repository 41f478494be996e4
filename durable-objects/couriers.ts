import type { OutboundChannel } from "#packages/core/delivery.ts";
import { rowById } from "#packages/core/rows.ts";
import { messages } from "#packages/core/tables.ts";
import { isPrivateAddress } from "#packages/mail/address.ts";
import { postJson } from "#packages/mail/post.server.ts";
import { sendBatch } from "#packages/mail/resend.server.ts";
import type { Outcome } from "#packages/outbox/rules.ts";
import { ownProcess } from "#packages/processes/queries.server.ts";
import { settingsOf } from "#worker/env.ts";
import type { Delivery } from "./batches.ts";
import type { Hub } from "./core.ts";

type Message = typeof messages.$inferSelect;

/** Hands a batch to its receiver. The request leaves in the turn of the call. */
export async function handTo(hub: Hub, channel: OutboundChannel, batch: Delivery[]): Promise<Outcome> {
  const [first] = batch;
  if (channel === "email" || !first) return mail(hub, batch);
  const message = messageOf(hub, first);
  const settings = ownProcess(hub.db, hub.processId)?.settings;
  const url = channel === "slack" ? settings?.slackWebhookUrl : settings?.webhookUrl;
  const name = channel === "slack" ? "Slack" : "webhook";
  if (!url) return { kind: "refused", message: `This process has no ${name} address. An admin can set one.` };
  if (isPrivateAddress(url) && !hub.env.DEMO)
    return { kind: "refused", message: `The ${name} address is not on the internet. An admin can set another.` };
  const body =
    channel === "slack"
      ? { text: message.text }
      : { event: message.event, subject: message.subject, text: message.text, incidentId: message.incidentId };
  return postJson(url, first.id, body);
}

async function mail(hub: Hub, batch: Delivery[]): Promise<Outcome> {
  const settings = settingsOf(hub.env);
  if (!settings.RESEND_API_KEY)
    return {
      kind: "resting",
      why: "unset",
      message: "No mail service is set up (RESEND_API_KEY)",
      afterMs: null,
    };
  const service = { apiKey: settings.RESEND_API_KEY, baseUrl: settings.RESEND_BASE_URL, from: settings.MAIL_FROM };
  const texts = new Map<string, Message>();
  const mails = batch.map((delivery) => {
    const message = texts.get(delivery.messageId) ?? messageOf(hub, delivery);
    texts.set(delivery.messageId, message);
    const { subject, text, html } = message;
    return { deliveryId: delivery.id, processId: hub.processId, to: delivery.recipient, subject, text, html };
  });
  return sendBatch(service, batch[0]?.batchId ?? "", mails);
}

function messageOf({ db, processId }: Hub, { messageId }: Delivery): Message {
  const message = rowById(db, messages, processId, messageId);
  if (!message) throw new Error(`The message ${messageId} is missing.`);
  return message;
}
