import { z } from "zod";
import { CreateChain } from "#packages/escalations/inputs.ts";

/** What the form sends. A box that is not ticked sends nothing at all, so "nothing" means off here. */
export const ChainForm = CreateChain.extend({
  isActive: z.boolean().default(false),
  version: z.number().int().min(1).optional(),
});
