import { pageParams, searchText } from "#packages/core/page-params.ts";

/** How many views one person has of one list. */
export const mostViews = 20;

/** What of an address makes the view: its filters and its order, always written alike, without the place in the list. */
export function viewSearch(search: string): string {
  const params = new URLSearchParams(search);
  for (const name of pageParams) params.delete(name);
  params.sort();
  return searchText(params);
}
