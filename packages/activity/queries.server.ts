import { z } from "zod";
import { type ApiContext, mapped } from "#packages/core/endpoint.ts";
import type { FeedEvent } from "#packages/core/feed.ts";
import { whole } from "#packages/core/filter.ts";
import type { Result } from "#packages/core/result.ts";
import { feedFilter, wantedTypes } from "./rules.ts";

const mostTypes = 20;
const feedType = z
  .string()
  .max(400)
  .describe("Kinds of events, with commas: `incident` for all of incidents, `incident.created` for one kind.")
  .refine((type) => wantedTypes(type).length <= mostTypes, `At most ${mostTypes} kinds at once.`);

export const ListActivity = z.object({
  since: whole(0)
    .optional()
    .describe("`nextSince` of the answer before: what happened after it. Without it the newest, newest first."),
  type: feedType.optional(),
  limit: whole(1, 500).prefault("100"),
});

/** What the page of the feed shows: a page of the newest, or of those before a number. */
export const ShowActivity = z.object({ before: whole(1).optional(), type: feedType.optional() });

/** From the hub, so that nothing of the last second is missing. Without `since` the newest, newest first. */
export async function feedPage(
  api: Pick<ApiContext, "feed" | "newest">,
  { since, type, limit }: z.infer<typeof ListActivity>,
): Promise<Result<{ items: FeedEvent[]; lastSeq: number; nextSince: number }>> {
  if (since !== undefined) return api.feed(since, limit, feedFilter(type));
  const newest = await api.newest(null, limit, feedFilter(type));
  return mapped(newest, ({ items, lastSeq }) => ({ items, lastSeq, nextSince: lastSeq }));
}
