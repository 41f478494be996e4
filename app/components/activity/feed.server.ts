import { matchesType } from "#packages/activity/rules.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import type { FeedEvent } from "#packages/core/feed.ts";
import { ok, type Result } from "#packages/core/result.ts";

/** How far back one page looks for events of the chosen types or process. */
const deepest = 2_000;

export interface FeedSlice {
  items: FeedEvent[];
  /** The newest number of the whole stream when this was read. */
  lastSeq: number;
  /** Where the page of older events begins; null at the beginning of the stream. */
  olderBefore: number | null;
}

interface Wanted {
  before: number | null;
  type: string | undefined;
  /** Of the stream of all processes the events of one; null for the whole stream. */
  processId: string | null;
  limit: number;
}

/** The `limit` newest events before a number of the stream (before its end, without one), newest first. */
export async function feedBefore(
  api: Pick<ApiContext, "feed">,
  { before, type, processId, limit }: Wanted,
): Promise<Result<FeedSlice>> {
  const newest = await api.feed(Number.MAX_SAFE_INTEGER, 0);
  if (!newest.ok) return newest;
  const { lastSeq } = newest.value;
  const end = Math.min(before ?? Number.MAX_SAFE_INTEGER, lastSeq + 1);
  const start = Math.max(0, end - 1 - (type || processId ? deepest : limit));
  const feed = await api.feed(start, end - 1 - start);
  if (!feed.ok) return feed;
  const ofProcess = (event: FeedEvent) => processId === null || event.processId === processId;
  const matching = feed.value.items.filter((event) => event.seq < end && ofProcess(event)).filter(matchesType(type));
  const page = matching.slice(-limit).reverse();
  const oldest = matching.length > limit ? (page.at(-1)?.seq ?? start + 1) : start + 1;
  return ok({ items: page, lastSeq, olderBefore: oldest > 1 ? oldest : null });
}
