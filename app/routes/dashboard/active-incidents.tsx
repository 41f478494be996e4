import { Link } from "@remix-run/react";
import { useAcknowledgeKey } from "#app/components/incident/use-acknowledge-key.ts";
import { useSteadyTaps } from "#app/components/incident/use-steady-taps.ts";
import { Card } from "#app/components/ui/card.tsx";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { Table } from "#app/components/ui/list/table.tsx";
import { type ActiveIncident, activeColumns } from "./active-columns.tsx";

export interface ActiveIncidentsProps {
  rows: ActiveIncident[];
  /** How many there are, of which `rows` are the worst. */
  total: number;
}

const isButton = (target: EventTarget) => target instanceof Element && target.closest("button") !== null;

/** Worst first. Nothing is held back here: a new emergency must not wait behind "1 new". */
export function ActiveIncidents({ rows, total }: ActiveIncidentsProps) {
  useAcknowledgeKey(rows);
  const steady = useSteadyTaps(rows.map(({ id, needsAcknowledgement }) => `${id}:${needsAcknowledgement}`).join());
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
        // What was acknowledged goes down in the order: another row's button must not come to lie under the thumb.
        <div onClickCapture={(event) => isButton(event.target) && steady.onClickCapture(event)}>
          <Table
            caption="Active incidents, the worst first"
            columns={activeColumns}
            rows={rows}
            rowId={({ id }) => id}
            rowHref={({ number }) => `/incidents/${number}`}
          />
        </div>
      )}
    </Card>
  );
}
