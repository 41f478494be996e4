import { z } from "zod";
import { roles } from "#packages/core/permissions.ts";
import { id, line } from "#packages/core/text.ts";
import { timeZone } from "#packages/core/zone-names.ts";

export const CreateUser = z.strictObject({
  id,
  email: z.email("Not an e-mail address.").max(200).toLowerCase(),
  name: line(120),
  role: z.enum(roles),
  timeZone: timeZone.nullable().default(null),
});

export const UpdateUserAccess = z.strictObject({
  id,
  role: z.enum(roles).optional(),
  isActive: z.boolean().optional(),
  /** As the person was seen: where somebody was faster it is refused with the person as they are now. */
  version: z.number().int().min(1).optional(),
});
