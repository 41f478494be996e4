import type { FeedEvent } from "#packages/core/feed.ts";

/** Kinds that are neither one type nor a whole entity. A page that found nobody is one, too: the one to look for. */
const kinds: Record<string, readonly string[]> = { page: ["incident.paged", "incident.unreachable"] };

/** Wanted are types (`incident.paged`), entities (`incident`: all of its types) and kinds (`page`), separated by commas. */
export function matchesType(type: string | undefined) {
  const wanted = new Set((type?.split(",") ?? []).filter(Boolean).flatMap((each) => kinds[each] ?? [each]));
  return (event: Pick<FeedEvent, "type" | "entity">) =>
    wanted.size === 0 || wanted.has(event.type) || wanted.has(event.entity);
}
