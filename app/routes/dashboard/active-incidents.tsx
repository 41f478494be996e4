import { Link } from "@remix-run/react";
import { useAcknowledgeKey } from "#app/components/incident/use-acknowledge-key.ts";
import { Card } from "#app/components/ui/card.tsx";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { Table } from "#app/components/ui/list/table.tsx";
import { type ActiveIncident, activeColumns } from "./active-columns.tsx";

export interface ActiveIncidentsProps {
  rows: ActiveIncident[];
  /** How many there are, of which `rows` are the worst. */
  total: number;
}

/** Worst first. Nothing is held back here: a new emergency must not wait behind "1 new". */
export function ActiveIncidents({ rows, total }: ActiveIncidentsProps) {
  useAcknowledgeKey(rows);
  return (
    <Card
      title="Active incidents"
      action={
        total > rows.length && (
          <Link to="/incidents" className="figures text-small underline">
            See all {total}
          </Link>
        )
      }
      flush
    >
      {rows.length === 0 ? (
        <EmptyState icon="circle-check" title="Nothing is open.">
          When something breaks, it shows here at once, the worst first.
        </EmptyState>
      ) : (
        <Table
          caption="Active incidents, the worst first"
          columns={activeColumns}
          rows={rows}
          rowId={({ id }) => id}
          rowHref={({ number }) => `/incidents/${number}`}
        />
      )}
    </Card>
  );
}
