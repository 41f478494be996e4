import { Fragment, type ReactNode, useMemo } from "react";
import { Table } from "#app/components/ui/list/table.tsx";
import type { TableProps } from "#app/components/ui/list/table-props.ts";
import { useSelection } from "#app/components/ui/list/use-selection.ts";
import type { ListShown } from "./list-shown.ts";
import type { Chosen, RowActs } from "./row-act.ts";
import { useRowActs } from "./use-row-acts.tsx";

interface ListRowsProps<Row> extends Pick<ListShown<Row>, "caption" | "rowId" | "shape"> {
  rows: readonly Row[];
  /** In the place of no rows. */
  nothing: ReactNode;
  selecting?: Pick<TableProps<Row>, "selection" | "bulk" | "rowLabel">;
}

export function ListRows<Row>({ rows, caption, rowId, shape, nothing, selecting }: ListRowsProps<Row>) {
  if (rows.length === 0) return nothing;
  if (!shape.columns)
    return (
      <ul aria-label={caption} className="divide-y divide-border">
        {rows.map((row) => (
          <Fragment key={rowId(row)}>{shape.item(row)}</Fragment>
        ))}
      </ul>
    );
  const { columns, href, opensOver = false } = shape;
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={rows}
      rowId={rowId}
      {...(href ? { rowHref: href } : {})}
      opensOver={opensOver}
      {...selecting}
    />
  );
}

interface ActedRowsProps<Row> extends Omit<ListRowsProps<Row>, "selecting">, Pick<ListShown<Row>, "things"> {
  acts: RowActs<Row>;
}

/** The same with a selection, and what can be done with it. */
export function ActedRows<Row>(props: ActedRowsProps<Row>) {
  const { rows, rowId, things, acts } = props;
  const selection = useSelection(useMemo(() => rows.map(rowId), [rows, rowId]));
  const { nameOf, processOf } = acts;
  const chosen: Chosen<Row> = {
    rows: rows.filter((row) => selection.has(rowId(row))),
    ...{ things, rowId, nameOf, processOf },
  };
  const { may, buttons, dialog } = useRowActs(acts.all, chosen, selection.clear);
  return (
    <>
      <ListRows {...props} {...(may ? { selecting: { selection, bulk: buttons, rowLabel: acts.labelOf } } : {})} />
      {dialog}
    </>
  );
}
