import { z } from "zod";
import { roles } from "#packages/core/permissions.ts";

/** A box that is not ticked sends nothing at all, so "nothing" means off here. */
export const AccessForm = z.object({
  role: z.enum(roles),
  isActive: z.boolean().default(false),
  version: z.number().int().min(1),
});
