import type { Hand, Post, PostAbout, Way } from "#packages/core/courier.ts";
import type { OutboundChannel } from "#packages/core/delivery.ts";
import { nameOf } from "#packages/core/entity.ts";
import { canonicalJson, sha256Hex } from "#packages/core/json.ts";
import { rowById, rowsByIds } from "#packages/core/rows.ts";
import type { Delivery } from "#packages/core/sending/deliveries.server.ts";
import { triesCounter } from "#packages/core/sending/rests.ts";
import { counters, messages } from "#packages/core/tables.ts";
import { kindOf } from "#packages/kinds.ts";
import { addressesByChannel, couriersByChannel } from "#packages/modules.ts";
import { settingsOf } from "#worker/env.ts";
import type { Hub } from "./core.ts";

function courierOf(channel: OutboundChannel) {
  const courier = couriersByChannel.get(channel);
  if (!courier) throw new Error(`No module sends by ${channel}.`);
  return courier;
}

function wayOf({ db, processId, env }: Hub, channel: OutboundChannel): Way {
  const { RESEND_API_KEY, RESEND_BASE_URL, MAIL_FROM, RESOLVER_URL, DEMO } = settingsOf(env);
  return {
    processId,
    address: addressesByChannel.get(channel)?.(db, processId) ?? null,
    settings: {
      mailKey: RESEND_API_KEY ?? null,
      mailBaseUrl: RESEND_BASE_URL ?? null,
      mailFrom: MAIL_FROM,
      resolverUrl: RESOLVER_URL ?? null,
      allowLoopback: DEMO !== undefined,
    },
  };
}

export const handOf = (hub: Hub, channel: OutboundChannel): Promise<Hand> =>
  courierOf(channel).ready(wayOf(hub, channel));

export const missingFor = (hub: Hub, channel: OutboundChannel): string | null =>
  courierOf(channel).missing(wayOf(hub, channel));

/** Of what a try depends on now. */
export const wayDigest = (hub: Hub, channel: OutboundChannel): string =>
  sha256Hex(
    canonicalJson([
      courierOf(channel).dependsOn(wayOf(hub, channel)),
      rowById(hub.db, counters, hub.processId, triesCounter(channel))?.value ?? 0,
    ]),
  );

/** The deliveries with their texts. */
export function postsOf({ db, processId }: Hub, batch: Delivery[]): Post[] {
  const texts = rowsByIds(
    db,
    messages,
    processId,
    batch.map(({ messageId }) => messageId),
  );
  const aboutOf = (kind: string, id: string | null): PostAbout => {
    const registered = kindOf(kind);
    const row = id === null ? null : rowById(db, registered.table, processId, id);
    const { reference, path } = row ? nameOf(registered, row) : { reference: null, path: null };
    return { kind, id, reference, path };
  };
  return batch.map(({ id, messageId, recipient, event, aboutKind, aboutId }) => {
    const message = texts.get(messageId);
    if (!message) throw new Error(`The message ${messageId} is missing.`);
    const { subject, body } = message;
    return { deliveryId: id, recipient, event, subject, body, about: () => aboutOf(aboutKind, aboutId) };
  });
}
