import type { NotReached } from "#packages/core/endpoint.ts";
import type { Page } from "#packages/core/paging.ts";
import type { Choice } from "../choice.ts";

/** What the loader of a list page brings. */
export interface Listed<Row, Also> {
  choice: Choice;
  page: Page<Row>;
  /** D1 is away: `page` is what the hubs hold of it. */
  limited: boolean;
  /** Processes that a list of all of them is without. */
  notReached: NotReached[];
  also: Also;
}

/** The same for a page about one process: while a super admin has chosen none, there is nothing but the choice. */
export type ListedOfOne<Row, Also> = Listed<Row, Also> | { choice: Choice; page: null };
