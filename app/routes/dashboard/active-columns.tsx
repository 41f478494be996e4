import { NextPageCell, type NextPageLike, NumberAndTitle } from "#app/components/incident/cells.tsx";
import {
  assigneeColumn,
  processColumn,
  type SharedFacts,
  severityColumn,
  statusColumn,
} from "#app/components/incident/shared-columns.tsx";
import type { Column } from "#app/components/ui/list/table-props.ts";
import { Duration } from "#app/components/ui/time.tsx";
import type { IncidentAnswer } from "#packages/incidents/answer.ts";

export interface ActiveIncident extends SharedFacts, Pick<IncidentAnswer, "id" | "number" | "title" | "openedAt"> {
  nextPage: NextPageLike | null;
}

/** What is broken, how bad, who has it, what happens next: in this order. */
export const activeColumns = (across: boolean): Column<ActiveIncident>[] => [
  severityColumn,
  {
    key: "title",
    header: "Incident",
    phone: "title",
    className: "w-full",
    cell: ({ number, title }) => <NumberAndTitle number={number} title={title} />,
  },
  ...(across ? [processColumn] : []),
  statusColumn,
  assigneeColumn,
  {
    key: "open",
    header: "Open for",
    phone: "meta",
    className: "whitespace-nowrap max-xl:hidden max-sm:block",
    cell: ({ openedAt }) => <Duration from={openedAt} />,
  },
  {
    key: "next",
    header: "Next page",
    phone: "meta",
    className: "max-w-60 whitespace-nowrap max-xl:max-w-28",
    cell: ({ nextPage }) => <NextPageCell next={nextPage} />,
  },
];
