import type { Courier, Hand, Outcome, Post } from "#packages/core/courier.ts";
import { plainText } from "#packages/core/message.ts";
import type { OutboundKind } from "#packages/core/outbound/address.ts";
import { postJson, wayBlocked } from "#packages/core/outbound/post.server.ts";
import { sendBatch } from "./resend.server.ts";
import { slackText } from "./slack.ts";

const always =
  (outcome: Outcome): Hand =>
  async () =>
    outcome;

export const mailCourier: Courier = {
  missing: ({ settings: { mailKey } }) => (mailKey ? null : "no mail service is set up"),
  dependsOn: ({ settings: { mailKey, mailBaseUrl, mailFrom } }) => [mailKey, mailBaseUrl, mailFrom],
  async ready({ processId, settings: { mailKey, mailBaseUrl, mailFrom } }) {
    if (!mailKey)
      return always({
        kind: "resting",
        why: "unset",
        message: "No mail service is set up (RESEND_API_KEY)",
        afterMs: null,
      });
    const service = { apiKey: mailKey, baseUrl: mailBaseUrl ?? undefined, from: mailFrom };
    return (batchId, posts) =>
      sendBatch(
        service,
        batchId,
        posts.map(({ recipient: to, ...post }) => ({ ...post, processId, to })),
      );
  },
};

/** Posts to the process's own address, one delivery at a time. */
const posting = (kind: OutboundKind, name: string, bodyOf: (post: Post) => unknown): Courier => ({
  missing: ({ address }) => (address ? null : `no ${name} address is set`),
  dependsOn: ({ address }) => address,
  async ready({ address, settings }) {
    if (!address)
      return always({ kind: "refused", message: `This process has no ${name} address. An admin can set one.` });
    const { allowLoopback, resolverUrl } = settings;
    const blocked = await wayBlocked({ url: address, kind, allowLoopback, resolver: resolverUrl ?? undefined });
    if (blocked) return always(blocked);
    return async (_batchId, [post]) =>
      post
        ? postJson(address, kind, post.deliveryId, bodyOf(post))
        : ({ kind: "accepted", ids: [], refused: [] } as const);
  },
});

export const slackCourier = posting("slack", "Slack", ({ body }) => ({ text: slackText(plainText(body)) }));
export const webhookCourier = posting("webhook", "webhook", ({ event, subject, body, about }) => ({
  event,
  subject,
  text: plainText(body),
  about: about(),
}));
