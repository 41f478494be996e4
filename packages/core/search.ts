import type { Audience } from "./audience.ts";
import type { HubDb, ProcessTable } from "./database.ts";
import type { Ref } from "./ref.ts";

/** Where a word was found, heaviest first: in what a record is called, what it says, what was found out, what was said about it. */
export const searchColumns = ["title", "body", "findings", "discussion"] as const;
export type SearchText = Partial<Record<(typeof searchColumns)[number], string>>;

/** Rows that can be found by their words. One index in the hub holds all of them. */
export interface SearchSource<T extends ProcessTable = ProcessTable> {
  /** `module.rows`, unique. */
  name: string;
  /** One more whenever `text` says something else: the hubs then index these rows anew. */
  version: number;
  table: T;
  /** The record that is found by this row: the row itself, or what it belongs to. Its kind says who may find it. */
  finds(row: T["$inferSelect"]): Ref;
  /** What of the row is searched; null: it can't be found. */
  text(db: HubDb, row: T["$inferSelect"]): SearchText | null;
  /** Who may find the record by this row; the team unless it says otherwise. */
  audience?(row: T["$inferSelect"]): Audience;
}

export const searchSource = <T extends ProcessTable>(source: SearchSource<T>): SearchSource<T> => source;

export interface SearchQuestion {
  /** Plain words; never parsed as a language. */
  text: string;
  /** Kinds of records; all that the one who asks may read if not given. */
  kinds?: readonly string[];
  /** Where nothing has the words as they are, what has words like them. */
  forgiving?: boolean;
  /** The most records that are answered. */
  limit: number;
}

/** A record that was found, once however many of its rows match. */
export interface SearchHit extends Ref {
  /** The passage that matched best, the match itself between `matchStart` and `matchEnd`. */
  snippet: string;
}
