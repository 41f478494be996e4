import type { ReactNode } from "react";
import type { Selection } from "./use-selection.ts";

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** A second line under the cell, outside of its link's one line. */
  below?: (row: Row) => ReactNode;
  /** Makes the header a link that sets `sortBy` and `sortOrder`. */
  sortable?: boolean;
  align?: "end";
  /**
   * Where the table has no room for columns: before the title, the title (it holds the row's link), after it; on the second
   * line as it is, or filling what room is left there; in a line of its own; or left out.
   */
  phone: "lead" | "title" | "end" | "meta" | "fill" | "line" | "hide";
  /** "w-28". Without one the column shares what the others leave. */
  width?: string;
  /** Left out of a table that is narrower: 52, 60 or 72 rem. "folded": only where the rows are folded. */
  room?: "some" | "more" | "most" | "folded";
}

export interface TableProps<Row> {
  /** Says what the table holds; read out, not shown. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** Where the row leads; its link is the cell of the "title" column. */
  rowHref?: (row: Row) => string;
  /** The row's link opens over the list, which stays where it is. */
  opensOver?: boolean;
  /** Names the row for its checkbox. */
  rowLabel?: (row: Row) => string;
  selection?: Selection;
  /** Buttons shown while something is selected. */
  bulk?: ReactNode;
}

const rooms = { some: "room-some", more: "room-more", most: "room-most", folded: "fold-only" };

/** Where a column is left out, for its header and its cells alike. */
export const roomOf = <Row>({ room }: Column<Row>): string => (room ? rooms[room] : "");
