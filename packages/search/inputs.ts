import { z } from "zod";
import { whole } from "#packages/core/filter.ts";

const mostHits = 50;
const usualHits = 20;

export const Search = z.object({
  q: z.string().max(200, "At most 200 characters."),
  /** Kinds of records, apart by commas; all that one may read if not given. */
  kinds: z
    .string()
    .max(200)
    .transform((list) => list.split(",").filter(Boolean))
    .optional(),
  limit: whole(1, mostHits).default(usualHits),
});
