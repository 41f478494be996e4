import { z } from "zod";
import { id, line } from "#packages/core/text.ts";
import { severities } from "#packages/incidents/rules.ts";
import { channels } from "./rules.ts";

export const tierShape = {
  /** Known for a tier that stays; absent for a new one. */
  id: id.optional(),
  afterMinutes: z.number("Minutes from the start, 0 for at once.").int().min(0).max(10_080, "At most a week."),
  channels: z
    .array(z.enum(channels))
    .min(1, "Choose at least one way to reach the person.")
    .transform((list) => [...new Set(list)]),
  userId: id.nullable().default(null),
};

/** In the order that they fire in, so that tier 2 is not paged before tier 1. */
export const tiersOf = <T extends { afterMinutes: number }>(tier: z.ZodType<T>) =>
  z
    .array(tier)
    .min(1, "A chain needs at least one tier.")
    .max(20, "At most 20 tiers.")
    .superRefine((list, { addIssue }) => {
      for (const [index, { afterMinutes }] of list.entries()) {
        const before = list[index - 1]?.afterMinutes ?? 0;
        if (afterMinutes >= before) continue;
        const message = `Tier ${index} is paged after ${before} min: this one has to come at that time or later.`;
        addIssue({ code: "custom", path: [index, "afterMinutes"], message });
      }
    });
const tiers = tiersOf(z.strictObject(tierShape));
const repeat = z.number().int().min(0).max(20, "At most 20 times.");
const severity = z.enum(severities).nullable();

export const CreateChain = z.strictObject({
  name: line(80),
  severity: severity.default(null),
  isActive: z.boolean().default(true),
  repeat: repeat.default(0),
  tiers,
});
export const UpdateChain = z.strictObject({
  id,
  version: z.number().int().min(1).optional(),
  name: line(80).optional(),
  severity: severity.optional(),
  isActive: z.boolean().optional(),
  repeat: repeat.optional(),
  tiers: tiers.optional(),
  /** With `isActive: true`: what fell due while it was off, within the last ten minutes, is paged now. Undoes a slip. */
  goOn: z.boolean().optional(),
});
export const StartChain = z.strictObject({ id });
export const FireTier = z.strictObject({ runId: id, round: z.number().int(), tierId: id, dueAt: z.number().int() });
export const PageFallback = z.strictObject({ executionId: z.string().max(160) });
export const EscalateIncident = z.strictObject({
  id,
  chainId: id.optional(),
  /** How many pages the person saw (`escalation.fired`): refused when another has gone out since. */
  seen: z.number().int().min(0).optional(),
});
/** Whom: people, or a chain. */
export const PageByHand = z.strictObject({
  id,
  userIds: z.array(id).min(1, "Choose whom to page.").max(10, "At most 10 people at once.").optional(),
  chainId: id.optional(),
  /** A word to them, in the page. */
  note: line(500).optional(),
  /** As for an escalation: how many pages the person saw. Only where a chain is paged. */
  seen: z.number().int().min(0).optional(),
});
/** The time as the wall clock of the process shows it, or as a moment. */
export const DryRun = z.object({
  severity: z.enum(severities),
  at: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/, "Write a time like 2026-11-22T02:30.")
    .max(40)
    .describe("When the incident opens, in the process's time zone: `2026-11-22T02:30`."),
});
