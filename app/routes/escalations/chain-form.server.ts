import { z } from "zod";
import { whole } from "#packages/core/filter.ts";
import { CreateChain, tierShape, tiersOf } from "#packages/escalations/inputs.ts";

/** What the form sends. A box that is not ticked sends nothing at all, so "nothing" means off here. */
export const ChainForm = CreateChain.extend({
  isActive: z.boolean().default(false),
  // Digits only: a number of JavaScript's is written in more ways than anybody means.
  tiers: tiersOf(z.strictObject({ ...tierShape, afterMinutes: whole(0, 10_080) })),
  version: z.number().int().min(1).optional(),
});
