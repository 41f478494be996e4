import { z } from "zod";
import { CreateOnCall } from "#packages/on-call/inputs.ts";

/** The same, with words for what a form leaves empty. */
export const OnCallForm = CreateOnCall.extend({
  userId: z.string("Choose a person.").pipe(CreateOnCall.shape.userId),
  date: z.string("Choose the first day.").pipe(CreateOnCall.shape.date),
});
