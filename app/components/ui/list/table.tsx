import { useRef } from "react";
import { Checkbox } from "#app/components/ui/form/controls.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { TableHeader } from "./table-header.tsx";
import type { TableProps } from "./table-props.ts";
import { TableRow } from "./table-row.tsx";
import { useRowKeys } from "./use-row-keys.ts";

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
    <div className="rows-place relative">
      <table ref={ref} className="rows">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {selection && (
              <th
                scope="col"
                className="sticky top-12 z-10 w-11 lg:top-0 border-b border-border bg-surface-raised text-left"
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
        <tbody>
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
