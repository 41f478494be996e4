import { z } from "zod";
import { id } from "#packages/core/text.ts";
import { onCallRoles } from "./rules.ts";

const date = z.iso
  .date("Not a date. Write one like 2026-11-21.")
  .refine((value) => value >= "2020-01-01" && value < "2100-01-01", "Choose a date between 2020 and 2099.");

export const CreateOnCall = z.strictObject({
  userId: id,
  role: z.enum(onCallRoles),
  date,
  /** The last day, where it is more than one. */
  to: date.optional(),
  /** Takes the place of whoever is on call there; without it, days that are taken are refused. */
  replace: z.boolean().optional(),
});
export const ListOnCall = z.object({ from: date.optional(), to: date.optional() });
