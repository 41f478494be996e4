import { type ShownAddress, shownAddress } from "#packages/core/secret-address.ts";
import type { Process } from "./queries.server.ts";

const shown = (url: string | null): ShownAddress | null => (url === null ? null : shownAddress(url));

/** A process as everybody may see it: whoever has a Slack or webhook address can post there, so they are never answered. */
export function processAnswer({ id, slug, name, timeZone, isActive, settings }: Process) {
  const { slackWebhookUrl, webhookUrl, ...rest } = settings;
  return {
    id,
    slug,
    name,
    timeZone,
    isActive,
    ...rest,
    slackWebhook: shown(slackWebhookUrl),
    webhook: shown(webhookUrl),
  };
}
