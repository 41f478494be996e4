import { archived, archivedBefore, archivedSince } from "#packages/core/archive.server.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import type { FeedFilter } from "#packages/core/feed.ts";
import { ok, type Result } from "#packages/core/result.ts";
import type { View } from "#packages/core/view.ts";
import { eventsBefore, eventsSince } from "#packages/doors.ts";

type FeedDoor = Pick<ApiContext, "feed" | "newest">;
/** Asks a hub for a part of its feed. On the platform's, which has the stream of all processes, of the processes named. */
type AskFeed = <I extends FeedFilter, O>(view: View<I, O>, input: I) => Promise<Result<O>>;

/** A feed from its hub, and what has left the hub from D1. The stream of all processes leaves nowhere. */
export const feedDoor = (ask: AskFeed, { read }: Pick<ApiContext, "read">): FeedDoor => ({
  async feed(since, limit, filter = {}) {
    const page = await ask(eventsSince, { since, limit, ...filter });
    if (!page.ok) return page;
    const { left, heard, lastSeq } = page.value;
    if (left === undefined || !heard) return page;
    return archived(async () => {
      const part = { after: since, before: left + 1, limit, heard, types: filter.types };
      const found = await read(async (reader) => ok(await archivedSince(reader, part)));
      if (!found.ok) return found;
      const items = found.value;
      return ok({ items, lastSeq, nextSince: items.length === limit ? (items.at(-1)?.seq ?? left) : left });
    });
  },
  async newest(before, limit, filter = {}) {
    const page = await ask(eventsBefore, { before, limit, ...filter });
    if (!page.ok) return page;
    const { left, heard, lastSeq } = page.value;
    if (left === undefined || !heard || before === null) return page;
    return archived(async () => {
      const part = { after: 0, before, limit: limit + 1, heard, types: filter.types };
      const found = await read(async (reader) => ok(await archivedBefore(reader, part)));
      if (!found.ok) return found;
      const items = found.value.slice(0, limit);
      return ok({ items, lastSeq, olderBefore: found.value.length > limit ? (items.at(-1)?.seq ?? null) : null });
    });
  },
});
