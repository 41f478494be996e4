import type { ApiContext } from "#packages/core/endpoint.ts";
import type { FeedEvent } from "#packages/core/feed.ts";
import { matchesType } from "./rules.ts";

interface Filter {
  since?: number | undefined;
  /** As `matchesType` reads it. */
  type?: string | undefined;
  limit: number;
}

const deepest = 2_000;

/** From the hub, so that nothing of the last second is missing. Without `since` the newest, newest first. */
export async function feedPage(
  api: Pick<ApiContext, "feed">,
  filter: Filter,
): Promise<{ items: FeedEvent[]; lastSeq: number }> {
  const matches = matchesType(filter.type);
  if (filter.since !== undefined) {
    const { items, lastSeq } = await api.feed(filter.since, filter.type ? deepest : filter.limit);
    return { items: items.filter(matches).slice(0, filter.limit), lastSeq };
  }
  const { lastSeq } = await api.feed(Number.MAX_SAFE_INTEGER, 0);
  const from = Math.max(0, lastSeq - (filter.type ? deepest : filter.limit));
  const { items } = await api.feed(from, deepest);
  return { items: items.filter(matches).reverse().slice(0, filter.limit), lastSeq };
}
