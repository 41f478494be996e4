import type { Column } from "#app/components/ui/list/table-props.ts";
import { RelativeTime } from "#app/components/ui/time.tsx";
import { channelLabel } from "#app/lib/channels.ts";
import type { DeliveryAnswer } from "#packages/outbox/queries.server.ts";
import { eventWords } from "./looks.ts";
import { StateBadge } from "./state-badge.tsx";

export const outboxColumns: readonly Column<DeliveryAnswer>[] = [
  { key: "state", header: "State", cell: (row) => <StateBadge state={row.state} />, phone: "meta", width: "w-36" },
  {
    key: "subject",
    header: "Subject",
    cell: (row) => <span className="folded:line-clamp-1">{row.subject || eventWords(row.event)}</span>,
    phone: "title",
  },
  {
    key: "to",
    header: "To",
    cell: (row) => <span className="block truncate">{row.to}</span>,
    phone: "fill",
    width: "w-56",
  },
  { key: "channel", header: "By", cell: (row) => channelLabel[row.channel], phone: "hide", width: "w-24" },
  {
    key: "event",
    header: "Because of",
    cell: (row) => eventWords(row.event),
    phone: "hide",
    width: "w-44",
    room: "most",
  },
  {
    key: "attempts",
    header: "Tries",
    cell: (row) => <span className="figures">{row.attempts}</span>,
    align: "end",
    phone: "hide",
    width: "w-16",
    room: "some",
  },
  {
    key: "createdAt",
    header: "When",
    cell: (row) => <RelativeTime at={row.sentAt ?? row.createdAt} />,
    align: "end",
    phone: "meta",
    width: "w-28",
  },
];
