import { z } from "zod";
import { regions } from "#packages/core/regions.ts";
import { id, line } from "#packages/core/text.ts";
import { timeZone } from "#packages/core/zone-names.ts";

const slug = z
  .string()
  .min(2)
  .max(24)
  .regex(/^[a-z][a-z0-9]*$/, "Lower-case letters and digits, beginning with a letter.");

export const CreateProcess = z.strictObject({ slug, name: line(80), timeZone: timeZone.default("UTC") });
export const OpenProcess = CreateProcess.extend({
  /** Where its hub is made, for good. By default where its time zone is. */
  region: z.enum(regions).optional(),
});
export const RegisterTenant = z.strictObject({ id, slug, name: line(80), timeZone });
