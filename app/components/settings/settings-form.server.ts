import { z } from "zod";
import { UpdateProcess } from "#packages/processes/inputs.ts";

/** A page's form sends all of its fields: one left empty means "none", where the API takes it as "unchanged". */
export const SettingsForm = UpdateProcess.pick({ name: true })
  .required()
  .extend({
    timeZone: z.string("Write one like Asia/Kolkata.").pipe(UpdateProcess.shape.timeZone.unwrap()),
    unattendedMinutes: z.number("Minutes, 0 for never.").pipe(UpdateProcess.shape.unattendedMinutes.unwrap()),
    readsPerMinute: z.number("How many a minute.").pipe(UpdateProcess.shape.readsPerMinute.unwrap()),
    writesPerMinute: z.number("How many a minute.").pipe(UpdateProcess.shape.writesPerMinute.unwrap()),
    slackWebhookUrl: UpdateProcess.shape.slackWebhookUrl,
    webhookUrl: UpdateProcess.shape.webhookUrl,
    requireRcaFor: z.array(z.string()).default([]),
  })
  .transform(({ slackWebhookUrl = null, webhookUrl = null, ...rest }) => ({ ...rest, slackWebhookUrl, webhookUrl }));
