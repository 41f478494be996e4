import { z } from "zod";
import { whole } from "#packages/core/filter.ts";

const mostHits = 50;
const usualHits = 20;

export const Search = z.object({
  q: z.string().max(200, "At most 200 characters.").describe("Words, or the beginning of the last one."),
  kinds: z
    .string()
    .max(200)
    .describe("Kinds of records, with commas, such as `incident,user`; all that one may read if not given.")
    .transform((list) => list.split(",").filter(Boolean))
    .optional(),
  limit: whole(1, mostHits).default(usualHits),
});
