import type { Json } from "#packages/core/json.ts";

/** What `/resources/search?q=` answers. */
export interface Found {
  items: SearchHit[];
  /** Names of processes that could not be searched. */
  notReached: string[];
}

/** A record of any kind, as the palette shows it. */
export interface SearchHit {
  kind: string;
  id: string;
  reference: string | null;
  title: string;
  path: string;
  facts: { [key: string]: Json };
}
