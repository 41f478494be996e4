import { type ReactNode, useRef } from "react";
import { BulkBar } from "./bulk-bar.tsx";
import { Checkbox } from "./controls.tsx";
import { TableHeader } from "./table-header.tsx";
import { TableRow } from "./table-row.tsx";
import { useRowKeys } from "./use-row-keys.ts";
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
   * Under 640 px: before the title, the title (it holds the row's link), after it; on the second line as it is, or
   * filling what room is left there; or left out.
   */
  phone: "lead" | "title" | "end" | "meta" | "fill" | "hide";
  /** For widths: "w-28". */
  className?: string;
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

export function Table<Row>({
  caption,
  columns,
  rows,
  rowId,
  rowHref,
  opensOver = false,
  rowLabel,
  selection,
  bulk,
}: TableProps<Row>) {
  const ref = useRef<HTMLTableElement>(null);
  useRowKeys(ref);
  return (
    <div className="relative">
      <table ref={ref} className="w-full border-collapse max-sm:block">
        <caption className="sr-only">{caption}</caption>
        <thead className="max-sm:sr-only">
          <tr>
            {selection && (
              <th
                scope="col"
                className="sticky top-12 z-10 w-10 lg:top-0 border-b border-border bg-surface-raised pl-4 text-left"
              >
                <Checkbox
                  label="Select all rows on this page"
                  labelHidden
                  checked={rows.length > 0 && selection.ids.length === rows.length}
                  onChange={selection.toggleAll}
                />
              </th>
            )}
            {columns.map((column) => (
              <TableHeader key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {rows.map((row) => (
            <TableRow
              key={rowId(row)}
              id={rowId(row)}
              row={row}
              columns={columns}
              href={rowHref?.(row)}
              opensOver={opensOver}
              label={rowLabel?.(row)}
              selection={selection}
            />
          ))}
        </tbody>
      </table>
      {selection && (
        <BulkBar selection={selection} table={ref}>
          {bulk}
        </BulkBar>
      )}
    </div>
  );
}
