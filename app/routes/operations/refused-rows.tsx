import { Card } from "#app/components/ui/card.tsx";
import { Table } from "#app/components/ui/list/table.tsx";
import type { Column } from "#app/components/ui/list/table-props.ts";
import { RelativeTime } from "#app/components/ui/time.tsx";
import type { RefusedRow } from "#packages/core/health.ts";

const columns: readonly Column<RefusedRow>[] = [
  { key: "row", header: "Row", cell: (row) => <code>{`${row.table} ${row.row}`}</code>, phone: "title" },
  { key: "error", header: "D1 said", cell: (row) => <span className="wrap-anywhere">{row.error}</span>, phone: "meta" },
  {
    key: "next",
    header: "Tried again",
    cell: (row) => <RelativeTime at={row.nextTryAt} />,
    align: "end",
    phone: "meta",
    width: "w-32",
  },
];

/** Rows that D1 refuses while it takes others: lists are without them until it does. */
export function RefusedRows({ rows }: { rows: RefusedRow[] }) {
  return (
    <Card flush title="Rows set aside">
      <Table caption="Rows that D1 refuses" columns={columns} rows={rows} rowId={(row) => `${row.table} ${row.row}`} />
    </Card>
  );
}
