import { NextAlertCell, type NextPageLike, NumberAndTitle } from "#app/components/incident/cells.tsx";
import {
  assigneeColumn,
  type SharedFacts,
  severityColumn,
  statusColumn,
} from "#app/components/incident/shared-columns.tsx";
import type { Column } from "#app/components/ui/list/table-props.ts";
import { Duration } from "#app/components/ui/time.tsx";
import type { IncidentAnswer } from "#packages/incidents/answer.ts";
import { RowAct } from "./row-act.tsx";

export interface ActiveIncident extends SharedFacts, Pick<IncidentAnswer, "id" | "number" | "title" | "openedAt"> {
  nextPage: NextPageLike | null;
}

/** What is broken, how bad, who has it, what happens next: in this order. The number says which process it is of. */
export const activeColumns: readonly Column<ActiveIncident>[] = [
  severityColumn,
  {
    key: "title",
    header: "Incident",
    phone: "title",
    cell: ({ number, title }) => <NumberAndTitle number={number} title={title} />,
  },
  statusColumn,
  assigneeColumn,
  {
    key: "open",
    header: "Open for",
    phone: "meta",
    width: "w-26",
    room: "most",
    cell: ({ openedAt }) => <Duration from={openedAt} />,
  },
  {
    key: "next",
    header: "Next alert",
    phone: "meta",
    width: "w-36",
    cell: ({ nextPage, attention }) => <NextAlertCell next={nextPage} attention={attention} />,
  },
  {
    key: "act",
    header: "Act",
    // Below the title, which it would leave half a line.
    phone: "line",
    width: "w-30",
    cell: (row) => <RowAct {...row} />,
  },
];
