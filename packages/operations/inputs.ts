import { z } from "zod";
import { id } from "#packages/core/text.ts";
import { begunActs, operatorActs } from "./rules.ts";

export const NoteOperation = z.strictObject({ processId: id, act: z.enum(operatorActs) });

export const BeginOperation = z.strictObject({ act: z.enum(begunActs) });

export const NoteRestored = z.strictObject({
  processId: id,
  counters: z.array(z.strictObject({ id: z.string().max(120), value: z.number().int() })),
  /** For the log: what the copy had, and from where on the hub counts. */
  account: z.json(),
});
export type NoteRestored = z.infer<typeof NoteRestored>;
