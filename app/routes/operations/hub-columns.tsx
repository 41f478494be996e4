import type { Column } from "#app/components/ui/list/table-props.ts";
import { RelativeTime } from "#app/components/ui/time.tsx";
import { formatDuration } from "#packages/core/duration.ts";
import type { HubRow } from "#packages/operations/rules.ts";
import { HubBadge } from "./state-badge.tsx";

const dash = <span className="text-text-muted">–</span>;
const figure = (value: number | null | undefined) =>
  value === undefined || value === null ? dash : <span className="figures">{value.toLocaleString("en")}</span>;

/** A figure that a module tells; null where it has none. */
const named = (hub: HubRow["hub"], name: string): number | null =>
  hub?.figures.find((one) => one.name === name)?.value ?? null;

function copyWords({ hub, copy }: HubRow) {
  if (hub?.mirror.pendingRows) return `${hub.mirror.pendingRows.toLocaleString("en")} rows behind`;
  return copy ? <RelativeTime at={copy.flushedAt} /> : dash;
}

function nextDue({ hub, copy }: HubRow) {
  const at = hub ? hub.timers.nextDueAt : copy?.nextDueAt;
  return at ? <RelativeTime at={at} /> : dash;
}

export const hubColumns: readonly Column<HubRow>[] = [
  { key: "state", header: "State", cell: (row) => <HubBadge {...row} />, phone: "end", width: "w-32" },
  {
    key: "name",
    header: "Process",
    cell: (row) => row.name,
    below: (row) =>
      row.troubles.length > 0 && (
        <p className="text-small text-warning-text max-sm:hidden">{row.troubles.join(" · ")}</p>
      ),
    phone: "title",
  },
  {
    key: "troubles",
    header: "What is wrong",
    cell: (row) => row.troubles.join(" · "),
    phone: "meta",
    room: "folded",
  },
  { key: "copy", header: "Copy in D1", cell: copyWords, phone: "hide", width: "w-32", room: "some" },
  { key: "due", header: "Next due", cell: nextDue, phone: "hide", width: "w-28", room: "some" },
  {
    key: "late",
    header: "Pages late by",
    cell: ({ hub }) => {
      const late = named(hub, "page_lateness_p95_ms");
      return late === null ? dash : <span className="figures">{formatDuration(late)}</span>;
    },
    align: "end",
    phone: "hide",
    width: "w-28",
    room: "more",
  },
  {
    key: "queued",
    header: "Queued",
    cell: ({ hub }) => figure(hub?.outbox.queued),
    align: "end",
    phone: "hide",
    width: "w-20",
    room: "some",
  },
  {
    key: "open",
    header: "Open",
    cell: ({ hub }) => figure(named(hub, "open_incidents")),
    align: "end",
    phone: "hide",
    width: "w-16",
    room: "some",
  },
  {
    key: "sockets",
    header: "Sockets",
    cell: ({ hub }) => figure(hub?.sockets),
    align: "end",
    phone: "hide",
    width: "w-20",
    room: "more",
  },
];
