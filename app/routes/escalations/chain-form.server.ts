import { z } from "zod";
import type { Refusal } from "#packages/core/errors.ts";
import type { ChainAnswer } from "#packages/escalations/answer.ts";
import { CreateChain } from "#packages/escalations/inputs.ts";

/** What the form sends. A box that is not ticked sends nothing at all, so "nothing" means off here. */
export const ChainForm = CreateChain.extend({
  isActive: z.boolean().default(false),
  version: z.number().int().min(1).optional(),
});

/** The chain as somebody else left it, out of the refusal of a stale edit. */
export const currentOf = ({ code, current }: Refusal): ChainAnswer | null =>
  // `updateChain` puts the chain there and nothing else.
  code === "conflict" && current ? (current as ChainAnswer) : null;
