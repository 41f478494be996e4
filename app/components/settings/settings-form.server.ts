import { z } from "zod";
import { UpdateProcess } from "#packages/processes/inputs.ts";

/** A page's form sends all of its fields; only the addresses may be left out. */
export const SettingsForm = UpdateProcess.pick({ name: true })
  .required()
  .extend({
    timeZone: z.string("Write one like Asia/Kolkata.").pipe(UpdateProcess.shape.timeZone.unwrap()),
    unattendedMinutes: z.number("Minutes, 0 for never.").pipe(UpdateProcess.shape.unattendedMinutes.unwrap()),
    readsPerMinute: z.number("How many a minute.").pipe(UpdateProcess.shape.readsPerMinute.unwrap()),
    writesPerMinute: z.number("How many a minute.").pipe(UpdateProcess.shape.writesPerMinute.unwrap()),
    slackWebhookUrl: UpdateProcess.shape.slackWebhookUrl,
    removeSlackWebhook: z.boolean().default(false),
    webhookUrl: UpdateProcess.shape.webhookUrl,
    removeWebhook: z.boolean().default(false),
    requireRcaFor: z.array(z.string()).default([]),
  })
  .transform(({ slackWebhookUrl, removeSlackWebhook, webhookUrl, removeWebhook, ...rest }) => ({
    ...rest,
    ...address("slackWebhookUrl", slackWebhookUrl, removeSlackWebhook),
    ...address("webhookUrl", webhookUrl, removeWebhook),
  }));

/** The page never holds the address: an empty field keeps it, a new one replaces it, and taking it away is said apart. */
function address<N extends string>(name: N, url: string | null | undefined, remove: boolean) {
  if (url) return { [name]: url };
  return remove ? { [name]: null } : {};
}
