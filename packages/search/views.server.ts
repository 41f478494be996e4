import { z } from "zod";
import type { RecordName } from "#packages/core/entity.ts";
import { ok } from "#packages/core/result.ts";
import { view } from "#packages/core/view.ts";

/** A record that was found. */
export interface Hit extends RecordName {
  /** The passage that matched, the match itself between `matchStart` and `matchEnd`; null: it is the one that was named. */
  snippet: string | null;
}

/** Records of every kind that whoever asks may read: first the one that they named, such as `MOMO-142`, then the best matches. */
export const searchRecords = view({
  name: "search.records",
  permission: "anyone_signed_in",
  input: z.object({
    q: z.string().max(200),
    kinds: z.array(z.string()).optional(),
    limit: z.number().int().min(1).max(50).default(20),
  }),
  run(ctx, { q, kinds, limit }) {
    const meant = ctx.meant(q.trim()).filter(({ kind }) => !kinds || kinds.includes(kind));
    const known = new Set(meant.map(({ id }) => id));
    const matches = ctx.search({ text: q, limit, forgiving: true, ...(kinds ? { kinds } : {}) });
    const found = matches.flatMap((match): Hit[] => {
      const name = known.has(match.id) ? null : ctx.named(match);
      return name ? [{ ...name, snippet: match.snippet }] : [];
    });
    return ok([...meant.map((name): Hit => ({ ...name, snippet: null })), ...found].slice(0, limit));
  },
});
