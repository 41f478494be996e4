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
  className: "w-28",
  cell: ({ number: reference }) => <span className="figures text-text-muted">{reference}</span>,
};

const process: ListColumn = {
  key: "process",
  header: "Process",
  phone: "meta",
  className: "w-28",
  cell: ({ processName }) => processName,
};

function Title({ number: reference, title, snippet }: ListedIncident) {
  return (
    <>
      <span className="sm:hidden">
        <NumberAndTitle number={reference} title={title} />
      </span>
      <span className="font-medium max-sm:hidden">{title}</span>
      {snippet && (
        <span className="ml-2">
          <Snippet text={snippet} />
        </span>
      )}
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
    className: "w-24",
    cell: ({ severity }) => <SeverityBadge severity={severity} />,
  },
  number,
  { key: "title", header: "Title", phone: "title", cell: (row) => <Title {...row} /> },
  ...(across ? [process] : []),
  {
    key: "status",
    header: "Status",
    phone: "meta",
    className: "w-36",
    cell: ({ status }) => <StatusBadge status={status} />,
  },
  {
    key: "priority",
    header: "Priority",
    sortable: true,
    sortFirst: "asc",
    phone: "hide",
    className: "w-28 max-xl:hidden",
    cell: ({ priority }) => <PriorityBadge priority={priority} />,
  },
  {
    key: "assignee",
    header: "Assignee",
    phone: "meta",
    className: "w-44",
    cell: ({ assigneeName }) => <Assignee name={assigneeName} />,
  },
  {
    key: "openedAt",
    header: "Opened",
    sortable: true,
    phone: "meta",
    className: "w-28",
    cell: ({ openedAt }) => <RelativeTime at={openedAt} />,
  },
  {
    key: "updatedAt",
    header: "Updated",
    sortable: true,
    phone: "hide",
    className: "w-28 max-xl:hidden",
    cell: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
  },
];
