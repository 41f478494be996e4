import type { Shown } from "./audit.ts";
import type { ProcessTable } from "./database.ts";

interface Copied<T extends ProcessTable> {
  table: T;
  /**
   * What of a change the audit log keeps. `full`: the columns that differ (the default). `keys`: that this row was made, changed
   * or removed. `none`: nothing, for rows that are a record of their own or follow from others; a system command that only makes
   * such rows, without an event, leaves no audit row.
   */
  audit?: "full" | "keys" | "none";
  /** Columns that the audit log may not hold, and what it holds instead. */
  secret?: { [C in keyof T["$inferSelect"]]?: Shown };
  /** Without it a row stays in the hub, and in D1, as long as its process. */
  keep?: Keep<T>;
  hubOnly?: never;
}

/** What `Keep.unless` may ask. */
export interface Still {
  /** UTC milliseconds. */
  now: number;
  /** Whether a record is not over: see `EntityKind.isOpen`. */
  open(kind: string, id: string | null): boolean;
}

export interface Keep<T extends ProcessTable> {
  /** So long after it was last written a row leaves the hub, once D1 is known to have it. */
  days: number;
  /**
   * Where it is from then on. `d1`: there, until thirteen months after it was last written. A command: it gets the ids of rows that
   * may leave (`{ ids }`, as the system), keeps of them what has to stay, and removes them, from D1 as well.
   */
  archived: "d1" | { command: string };
  /** Rows that stay all the same, because something that is not over needs them; for a year at most. */
  unless?(row: T["$inferSelect"], still: Still): boolean;
}

/** What a hub keeps for itself: neither audited nor copied. The table's name begins with `hub_`, and it has an index by `updatedAt`. */
interface HubOnly<T extends ProcessTable> {
  table: T;
  hubOnly: true;
  /** A row is forgotten so many days after it was last written. */
  keep: { days: number };
}

/** A table of a module, and what core does with its rows. */
export type TablePolicy<T extends ProcessTable = ProcessTable> = Copied<T> | HubOnly<T>;

type Rules<P> = P extends unknown ? Omit<P, "table"> : never;

/** `tableOf(users)`, `tableOf(credentials, { secret: { passwordHash: hidden } })`. */
export const tableOf = <T extends ProcessTable>(table: T, rules: Rules<TablePolicy<T>> = {}): TablePolicy<T> =>
  // The parts of one member of the union, put together again.
  ({ table, ...rules }) as TablePolicy<T>;
