import type { Page } from "#packages/core/paging.ts";

/** "1–50 of 1,204"; without a total how many are shown, and whether there are more. `first`: the page begins the list. */
export function summaryOf({ items, nextCursor, total }: Page<unknown>, first: boolean): string {
  const count = items.length.toLocaleString("en");
  if (items.length === 0) return "";
  if (total === undefined) {
    if (nextCursor) return `${count} shown, there are more`;
    return first ? "" : `${count} shown`;
  }
  const all = total.toLocaleString("en");
  return first ? `1–${count} of ${all}` : `${count} of ${all}`;
}
