import { isTable, type Table } from "drizzle-orm";
import type { Ctx, NewEvent } from "./context.ts";
import type { ProcessTable } from "./database.ts";
import type { Result } from "./result.ts";

/** What is new since the last round: a row that changed, or an event. */
export interface Occurrence<T extends ProcessTable = ProcessTable> {
  /** The row when the round before began, null where there was none, and as it was when this one began. Both null of an event. */
  before: T["$inferSelect"] | null;
  after: T["$inferSelect"] | null;
  /** Null of a row. */
  event: NewEvent | null;
  /** The reactions that led to it, the first one first; empty when it is the verb's own. A rule finds its own effects by its name. */
  cause: readonly string[];
}

/**
 * What a module does when something happens that another module did: the other one doesn't know of it. Runs after the verb, in its
 * transaction and as its actor.
 */
export interface Reaction<T extends ProcessTable = ProcessTable> {
  /** `module.what_it_does`, unique. */
  name: string;
  /** Rows of a table (not of a `local` one), or events of a type, `kind.action`. */
  on: T | { event: string };
  /** A refusal undoes everything, the verb included, and is the command's answer. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most have nothing to refuse and return nothing
  run(ctx: Ctx, it: Occurrence<T>): Result<unknown> | void;
}

export const reaction = <T extends ProcessTable>(definition: Reaction<T>): Reaction<T> => definition;

/** Reactions by what they react to, so that a command to which nobody reacts pays for a look-up only. */
export interface ReactionRegister {
  /** In the order that they run in. */
  all: readonly Reaction[];
  onTable: Map<Table, Reaction[]>;
  onEvent: Map<string, Reaction[]>;
}

export function reactionRegister(all: readonly Reaction[]): ReactionRegister {
  const onTable = new Map<Table, Reaction[]>();
  const onEvent = new Map<string, Reaction[]>();
  for (const one of all) {
    // A table may have a column `event`: it is told by what it is.
    if (isTable(one.on)) onTable.set(one.on, [...(onTable.get(one.on) ?? []), one]);
    else onEvent.set(one.on.event, [...(onEvent.get(one.on.event) ?? []), one]);
  }
  return { all, onTable, onEvent };
}
