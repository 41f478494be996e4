import { PriorityBadge, SeverityBadge, StatusBadge } from "#app/components/ui/badge.tsx";
import type { Column } from "#app/components/ui/table.tsx";
import { RelativeTime } from "#app/components/ui/time.tsx";
import type { IncidentList } from "#app/routes/incidents/list-data.server.ts";
import { Assignee, NumberAndTitle } from "./cells.tsx";
import { Snippet } from "./snippet.tsx";

export type ListedIncident = IncidentList["rows"][number];
type ListColumn = Column<ListedIncident>;

const number: ListColumn = {
  key: "number",
  header: "Number",
  sortable: true,
  phone: "hide",
  className: "whitespace-nowrap",
  cell: ({ number: reference }) => <span className="figures text-text-muted">{reference}</span>,
};

const process: ListColumn = {
  key: "process",
  header: "Process",
  phone: "meta",
  className: "whitespace-nowrap",
  cell: ({ processName }) => processName,
};

function Title({ number: reference, title }: ListedIncident) {
  return (
    <>
      <span className="sm:hidden">
        <NumberAndTitle number={reference} title={title} />
      </span>
      <span className="font-medium max-sm:hidden">{title}</span>
    </>
  );
}

export const listColumns = (across: boolean): ListColumn[] => [
  {
    key: "severity",
    header: "Severity",
    sortable: true,
    sortFirst: "asc",
    phone: "lead",
    className: "whitespace-nowrap",
    cell: ({ severity }) => <SeverityBadge severity={severity} />,
  },
  number,
  {
    key: "title",
    header: "Title",
    phone: "title",
    className: "w-full",
    cell: (row) => <Title {...row} />,
    below: ({ snippet, title }) => snippet && snippet !== title && <Snippet text={snippet} />,
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
    key: "priority",
    header: "Priority",
    sortable: true,
    sortFirst: "asc",
    phone: "hide",
    className: "whitespace-nowrap max-xl:hidden",
    cell: ({ priority }) => <PriorityBadge priority={priority} />,
  },
  {
    key: "assignee",
    header: "Assignee",
    phone: "meta",
    className: "max-w-40 whitespace-nowrap",
    cell: ({ assigneeName }) => <Assignee name={assigneeName} />,
  },
  {
    key: "openedAt",
    header: "Opened",
    sortable: true,
    phone: "meta",
    className: "whitespace-nowrap",
    cell: ({ openedAt }) => <RelativeTime at={openedAt} />,
  },
  {
    key: "updatedAt",
    header: "Updated",
    sortable: true,
    phone: "hide",
    className: "whitespace-nowrap max-2xl:hidden",
    cell: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
  },
];
