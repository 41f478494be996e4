import { OwnPriority } from "#app/components/incident/badges.tsx";
import { NumberAndTitle } from "#app/components/incident/cells.tsx";
import {
  assigneeColumn,
  processColumn,
  severityColumn,
  statusColumn,
} from "#app/components/incident/shared-columns.tsx";
import type { Column } from "#app/components/ui/list/table-props.ts";
import { Reference } from "#app/components/ui/reference.tsx";
import { RelativeTime } from "#app/components/ui/time.tsx";
import type { loadList } from "./list.server.ts";
import { Snippet } from "./snippet.tsx";
import { saysMore } from "./snippet-parts.ts";

export type ListedPage = Awaited<ReturnType<typeof loadList>>["page"];
export type ListedIncident = ListedPage["items"][number];
type ListColumn = Column<ListedIncident>;

const number: ListColumn = {
  key: "number",
  header: "Number",
  sortable: true,
  phone: "hide",
  width: "w-28",
  room: "some",
  cell: ({ number: reference }) => <Reference number={reference} className="text-text-muted" />,
};

function Title({ number: reference, title }: ListedIncident) {
  return (
    <>
      <span className="unfolded:hidden">
        <NumberAndTitle number={reference} title={title} />
      </span>
      <bdi className="font-medium folded:hidden">{title}</bdi>
    </>
  );
}

export const listColumns = (across: boolean): ListColumn[] => [
  { ...severityColumn, sortable: true },
  number,
  {
    key: "title",
    header: "Title",
    phone: "title",
    cell: (row) => <Title {...row} />,
    below: (row) => row.snippet && saysMore(row.snippet, row) && <Snippet text={row.snippet} />,
  },
  ...(across ? [processColumn] : []),
  statusColumn,
  {
    key: "priority",
    header: "Priority",
    sortable: true,
    phone: "hide",
    width: "w-26",
    room: "most",
    cell: ({ severity, priority }) => <OwnPriority severity={severity} priority={priority} />,
  },
  assigneeColumn,
  {
    key: "openedAt",
    header: "Opened",
    sortable: true,
    phone: "meta",
    width: "w-26",
    room: "more",
    cell: ({ openedAt }) => <RelativeTime at={openedAt} />,
  },
  {
    key: "updatedAt",
    header: "Updated",
    sortable: true,
    phone: "hide",
    width: "w-26",
    room: "most",
    cell: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
  },
];
