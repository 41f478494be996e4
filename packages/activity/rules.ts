import type { FeedEvent, FeedFilter } from "#packages/core/feed.ts";
import { pageTypes } from "#packages/escalations/rules.ts";

/** Kinds that are neither one type nor a whole entity. A page that found nobody is one, too: the one to look for. */
const kinds = new Map<string, readonly string[]>([["page", pageTypes]]);

/** Wanted are types (`incident.paged`), entities (`incident`: all of its types) and kinds (`page`), separated by commas. */
export const wantedTypes = (type: string | undefined): string[] => [
  ...new Set((type?.split(",") ?? []).filter(Boolean).flatMap((each) => kinds.get(each) ?? [each])),
];

/** The same of one event, for those that come in live. */
export function matchesType(type: string | undefined) {
  const wanted = new Set(wantedTypes(type));
  return (event: Pick<FeedEvent, "type" | "entity">) =>
    wanted.size === 0 || wanted.has(event.type) || wanted.has(event.entity);
}

/** What a hub is asked for. */
export const feedFilter = (type: string | undefined): FeedFilter => {
  const types = wantedTypes(type);
  return types.length > 0 ? { types } : {};
};
