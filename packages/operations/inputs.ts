import { z } from "zod";
import { id } from "#packages/core/text.ts";
import { begunActs, operatorActs } from "./rules.ts";

export const NoteOperation = z.strictObject({ processId: id, act: z.enum(operatorActs) });

export const BeginOperation = z.strictObject({ act: z.enum(begunActs) });
