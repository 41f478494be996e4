import type { OutboundChannel } from "#packages/core/delivery.ts";
import { rowById } from "#packages/core/rows.ts";
import { messages } from "#packages/core/tables.ts";
import { postJson, wayBlocked } from "#packages/mail/post.server.ts";
import { sendBatch } from "#packages/mail/resend.server.ts";
import { slackText } from "#packages/mail/slack.ts";
import type { Outcome } from "#packages/outbox/rules.ts";
import { ownProcess } from "#packages/processes/queries.server.ts";
import { settingsOf } from "#worker/env.ts";
import type { Delivery } from "./batches.ts";
import type { Hub } from "./core.ts";

type Message = typeof messages.$inferSelect;

/** Hands a batch to its receiver. The request leaves in the turn of the call. */
export type Courier = (batch: Delivery[]) => Promise<Outcome>;

/** Looks up what has to be known before a message is judged and handed over; for mail that is nothing. */
export async function courierOf(hub: Hub, channel: OutboundChannel): Promise<Courier> {
  if (channel === "email") return (batch) => mail(hub, batch);
  const settings = ownProcess(hub.db, hub.processId)?.settings;
  const url = channel === "slack" ? settings?.slackWebhookUrl : settings?.webhookUrl;
  const name = channel === "slack" ? "Slack" : "webhook";
  if (!url)
    return async () => ({ kind: "refused", message: `This process has no ${name} address. An admin can set one.` });
  const { DEMO, RESOLVER_URL } = settingsOf(hub.env);
  const way = { url, kind: channel, allowLoopback: DEMO !== undefined, resolver: RESOLVER_URL };
  const blocked = await wayBlocked(way);
  if (blocked) return async () => blocked;
  return async ([delivery]) => {
    if (!delivery) return { kind: "accepted", ids: [], refused: [] };
    const { event, subject, text, aboutKind: kind, aboutId: id } = messageOf(hub, delivery);
    const body = channel === "slack" ? { text: slackText(text) } : { event, subject, text, about: { kind, id } };
    return postJson(url, channel, delivery.id, body);
  };
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
