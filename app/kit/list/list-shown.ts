import type { ReactNode } from "react";
import type { Column } from "#app/components/ui/list/table-props.ts";
import type { HeldLook } from "#app/live/held-rows.tsx";
import type { IconName } from "#packages/core/icons.ts";
import type { RowActs, Things } from "./row-act.ts";

/** How rows are shown: in a table, or each by itself as an `<li>`. */
export type Shape<Row> =
  | { columns: readonly Column<Row>[]; href?: (row: Row) => string; opensOver?: boolean; item?: undefined }
  | { item: (row: Row) => ReactNode; columns?: undefined };

/** What a list says while there is nothing at all. */
export interface Empty {
  icon: IconName;
  title: string;
  text?: ReactNode;
}

export interface ListShown<Row> {
  /** "message", "messages". */
  things: Things;
  /** Read out: what the list holds and in which order. */
  caption: string;
  rowId: (row: Row) => string;
  shape: Shape<Row>;
  /** A row that never waits behind "1 new". */
  isMine?: (row: Row) => boolean;
  /** How "3 new" looks, by the rows that wait. */
  heldLook?: (rows: readonly Row[]) => HeldLook;
  acts?: RowActs<Row>;
  empty: Empty;
}
