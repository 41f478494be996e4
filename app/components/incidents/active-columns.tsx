import { SeverityBadge, StatusBadge } from "#app/components/ui/badge.tsx";
import type { Column } from "#app/components/ui/table.tsx";
import { Duration } from "#app/components/ui/time.tsx";
import type { IncidentAnswer } from "#packages/incidents/answer.ts";
import { Assignee, NextPageCell, type NextPageLike, NumberAndTitle } from "./cells.tsx";

export interface ActiveIncident
  extends Pick<IncidentAnswer, "id" | "number" | "title" | "severity" | "status" | "openedAt"> {
  processName: string;
  assigneeName: string | null;
  nextPage: NextPageLike | null;
}

const process: Column<ActiveIncident> = {
  key: "process",
  header: "Process",
  phone: "meta",
  className: "whitespace-nowrap",
  cell: ({ processName }) => processName,
};

/** What is broken, how bad, who has it, what happens next: in this order. */
export const activeColumns = (across: boolean): Column<ActiveIncident>[] => [
  {
    key: "severity",
    header: "Severity",
    phone: "lead",
    className: "whitespace-nowrap",
    cell: ({ severity }) => <SeverityBadge severity={severity} />,
  },
  {
    key: "title",
    header: "Incident",
    phone: "title",
    className: "w-full",
    cell: ({ number, title }) => <NumberAndTitle number={number} title={title} />,
  },
  ...(across ? [process] : []),
  {
    key: "status",
    header: "Status",
    phone: "meta",
    className: "whitespace-nowrap",
    cell: ({ status }) => <StatusBadge status={status} />,
  },
  {
    key: "assignee",
    header: "Assignee",
    phone: "meta",
    className: "max-w-40 whitespace-nowrap",
    cell: ({ assigneeName }) => <Assignee name={assigneeName} />,
  },
  {
    key: "open",
    header: "Open for",
    phone: "meta",
    className: "whitespace-nowrap",
    cell: ({ openedAt }) => <Duration from={openedAt} />,
  },
  {
    key: "next",
    header: "Next page",
    phone: "meta",
    className: "max-w-60 whitespace-nowrap",
    cell: ({ nextPage }) => <NextPageCell next={nextPage} />,
  },
];
