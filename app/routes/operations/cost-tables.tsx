import { Card } from "#app/components/ui/card.tsx";
import { Table } from "#app/components/ui/list/table.tsx";
import type { Column } from "#app/components/ui/list/table-props.ts";
import { RelativeTime } from "#app/components/ui/time.tsx";
import type { Cost } from "#packages/core/costs.ts";
import type { HostFacts } from "#packages/core/health.ts";
import type { CostRow } from "#packages/operations/rules.ts";

const figure = (value: number) => <span className="figures">{Math.round(value).toLocaleString("en")}</span>;
const ms = (value: number) => <span className="figures">{Math.round(value).toLocaleString("en")} ms</span>;
const end = { align: "end", phone: "meta" } as const;

const name: Column<Cost> = {
  key: "name",
  header: "What",
  cell: (row) => <code className="text-small wrap-anywhere">{row.name}</code>,
  phone: "title",
};
const calls: Column<Cost> = {
  ...end,
  key: "count",
  header: "Calls",
  cell: (row) => figure(row.count),
  phone: "hide",
  width: "w-20",
};

const rowColumns = (names: ReadonlyMap<string, string>): readonly Column<CostRow>[] => [
  name,
  {
    key: "process",
    header: "Most in",
    cell: ({ processId, hubs }) => `${names.get(processId) ?? processId}${hubs > 1 ? ` (of ${hubs})` : ""}`,
    phone: "fill",
    width: "w-40",
  },
  { ...calls, width: "w-20", room: "some" },
  { ...end, key: "rows", header: "Rows read", cell: (row) => figure(row.rowsRead), width: "w-28" },
  {
    ...end,
    key: "each",
    header: "Each",
    cell: (row) => figure(row.rowsRead / row.count),
    phone: "hide",
    width: "w-20",
    room: "some",
  },
];

const timeColumns: readonly Column<Cost>[] = [
  name,
  { ...calls, width: "w-20", room: "some" },
  { ...end, key: "mean", header: "Mean", cell: (row) => ms(row.totalMs / row.count), width: "w-24" },
  { ...end, key: "worst", header: "Worst", cell: (row) => ms(row.worstMs), phone: "hide", width: "w-24" },
];

interface CostTablesProps {
  costliest: CostRow[];
  isolate: HostFacts["isolate"];
  names: ReadonlyMap<string, string>;
}

/** What the product spends its time and rows on. */
export function CostTables({ costliest, isolate, names }: CostTablesProps) {
  const since = (
    <p className="text-small text-text-muted">
      since <RelativeTime at={isolate.since} />
    </p>
  );
  return (
    <>
      <Card flush title="Rows read in the hubs" action={<p className="text-small text-text-muted">since each woke</p>}>
        <Table
          caption="The costliest views and commands, by rows read"
          columns={rowColumns(names)}
          rows={costliest}
          rowId={(row) => row.name}
        />
      </Card>
      <Card flush title="Waited for: hubs" action={since}>
        <Table
          caption="Views and commands by the time that requests waited for them"
          columns={timeColumns}
          rows={isolate.hubs}
          rowId={(row) => row.name}
        />
      </Card>
      {isolate.statements.length > 0 && (
        <Card flush title="Waited for: D1" action={since}>
          <Table
            caption="Statements to D1 by the time that requests waited for them"
            columns={timeColumns}
            rows={isolate.statements}
            rowId={(row) => row.name}
          />
        </Card>
      )}
    </>
  );
}
