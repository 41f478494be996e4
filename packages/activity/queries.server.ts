import { type ApiContext, mapped } from "#packages/core/endpoint.ts";
import type { FeedEvent } from "#packages/core/feed.ts";
import type { Result } from "#packages/core/result.ts";
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
): Promise<Result<{ items: FeedEvent[]; lastSeq: number }>> {
  const matches = matchesType(filter.type);
  if (filter.since !== undefined) {
    const feed = await api.feed(filter.since, filter.type ? deepest : filter.limit);
    return mapped(feed, ({ items, lastSeq }) => ({ items: items.filter(matches).slice(0, filter.limit), lastSeq }));
  }
  const end = await api.feed(Number.MAX_SAFE_INTEGER, 0);
  if (!end.ok) return end;
  const { lastSeq } = end.value;
  const from = Math.max(0, lastSeq - (filter.type ? deepest : filter.limit));
  const feed = await api.feed(from, deepest);
  return mapped(feed, ({ items }) => ({ items: items.filter(matches).reverse().slice(0, filter.limit), lastSeq }));
}
