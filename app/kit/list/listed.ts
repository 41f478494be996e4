import type { NotReached } from "#packages/core/endpoint.ts";
import type { ViewAnswer } from "#packages/views/answer.ts";
import type { Choice } from "../choice.ts";

/** What the loader of a list page brings. */
export interface Listed<P, Also> {
  choice: Choice;
  page: P;
  /** D1 is away: `page` is what the hubs hold of it. */
  limited: boolean;
  /** Processes that a list of all of them is without. */
  notReached: NotReached[];
  /** Saved views of the list: one's own and those that are shared. */
  views: ViewAnswer[];
  also: Also;
}

/** The same for a page about one process: while a super admin has chosen none, there is nothing but the choice. */
export type ListedOfOne<P, Also> = Listed<P, Also> | { choice: Choice; page: null };
