import type { Column } from "#app/components/ui/list/table-props.ts";
import { RelativeTime } from "#app/components/ui/time.tsx";
import type { ErrorBrief } from "#packages/errors/views.server.ts";

export const errorColumns: readonly Column<ErrorBrief>[] = [
  {
    key: "message",
    header: "Error",
    cell: (row) => <span className="wrap-anywhere">{row.message.split("\n", 1)[0] || "No message"}</span>,
    phone: "title",
  },
  {
    key: "kind",
    header: "Where",
    cell: (row) => <span className="block truncate">{row.where ?? row.kind}</span>,
    phone: "fill",
    width: "w-56",
  },
  { key: "release", header: "Release", cell: (row) => row.release, phone: "hide", width: "w-28", room: "some" },
  {
    key: "count",
    header: "Times",
    cell: (row) => <span className="figures">{row.count.toLocaleString("en")}×</span>,
    align: "end",
    phone: "meta",
    width: "w-20",
  },
  {
    key: "lastAt",
    header: "Last",
    cell: (row) => <RelativeTime at={row.lastAt} />,
    align: "end",
    phone: "meta",
    width: "w-28",
  },
];
