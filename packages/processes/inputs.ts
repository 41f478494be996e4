import { z } from "zod";
import { regions } from "#packages/core/regions.ts";
import { id, line } from "#packages/core/text.ts";
import { timeZone } from "#packages/core/zone-names.ts";
import { severities } from "#packages/incidents/rules.ts";

const slug = z
  .string()
  .min(2)
  .max(24)
  .regex(/^[a-z][a-z0-9]*$/, "Lower-case letters and digits, beginning with a letter.");
const address = z.preprocess(
  (value) => (value === "" ? null : value),
  z
    .url({ protocol: /^https?$/, error: "Not a web address." })
    .max(500)
    .nullable(),
);

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(120)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/, "Not a domain. Write one like example.com.");

export const CreateProcess = z.strictObject({ slug, name: line(80), timeZone: timeZone.default("UTC") });
export const OpenProcess = CreateProcess.extend({
  /** Where its hub is made, for good. By default where its time zone is. */
  region: z.enum(regions).optional(),
});
export const RegisterTenant = z.strictObject({ id, slug, name: line(80), timeZone });

export const UpdateProcess = z.strictObject({
  name: line(80).optional(),
  timeZone: timeZone.optional(),
  unattendedMinutes: z.number().int().min(0, "0 turns the reminder off.").max(10_080).optional(),
  stakeholderDomains: z.array(domain).max(50).optional(),
  digestHour: z.number().int().min(0).max(23).optional(),
  slackWebhookUrl: address.optional(),
  webhookUrl: address.optional(),
  readsPerMinute: z.number().int().min(60, "At least 60: a page is several requests.").max(100_000).optional(),
  writesPerMinute: z.number().int().min(60, "At least 60.").max(100_000).optional(),
  requireRcaFor: z.array(z.enum(severities)).max(6).optional(),
});
