import { IncidentStatus, SeverityBadge } from "#app/components/incident/badges.tsx";
import { NumberAndTitle } from "#app/components/incident/cells.tsx";
import { Badge } from "#app/components/ui/badge.tsx";
import type { Column } from "#app/components/ui/list/table-props.ts";
import { channelLabel } from "#app/lib/channels.ts";
import { formatDuration } from "#packages/core/duration.ts";
import type { BoardRow } from "#packages/dashboard/board.server.ts";

/** Over that a page counts as late. */
const lateMs = 1_000;
const quiet = "text-text-muted";

function Worst({ worstIncident: worst }: BoardRow) {
  if (!worst) return <span className={quiet}>Nothing is open</span>;
  return (
    <span className="flex min-w-0 items-start gap-3 py-1.5">
      <SeverityBadge severity={worst.severity} />
      <span className="flex min-w-0 flex-col gap-0.5">
        <span className="wrap-anywhere">
          <NumberAndTitle number={worst.number} title={worst.title} />
        </span>
        <span className="flex flex-wrap items-center gap-x-3">
          <IncidentStatus {...worst} />
          {worst.assigneeName && <span className={quiet}>{worst.assigneeName}</span>}
        </span>
      </span>
    </span>
  );
}

function OnCall({ primary }: BoardRow) {
  if (!primary) return <span className="font-semibold text-danger-text">Nobody</span>;
  if (primary.problem)
    return <span className="font-semibold text-danger-text">{`${primary.name} ${primary.problem}`}</span>;
  return primary.name;
}

function gapWords({ gaps }: BoardRow) {
  if (gaps.length === 0) return <span className={quiet}>None</span>;
  return <span className="text-warning-text">{gaps.length === 1 ? "1 day" : `${gaps.length} days`}</span>;
}

function Messages({ held }: BoardRow) {
  if (held.length === 0) return <span className={`${quiet} max-sm:hidden`}>Go out</span>;
  return (
    <Badge tone="danger" icon="clock" title={held.map(({ reason }) => reason).join(" ")}>
      {held.map(({ channel }) => channelLabel[channel]).join(", ")} held
    </Badge>
  );
}

function lateWords({ worstLatenessMs: late }: BoardRow) {
  if (late === null) return <span className={quiet}>–</span>;
  if (late <= lateMs) return <span className={quiet}>On time</span>;
  return <span className="text-warning-text">{formatDuration(late)}</span>;
}

export const boardColumns: readonly Column<BoardRow>[] = [
  { key: "process", header: "Process", cell: ({ processName }) => processName, phone: "title", width: "w-32" },
  { key: "worst", header: "Worst incident", cell: (row) => <Worst {...row} />, phone: "line" },
  {
    key: "open",
    header: "Open",
    cell: ({ openIncidents, unattendedIncidents }) => (
      <span className="figures">
        {openIncidents}
        {unattendedIncidents > 0 && (
          <strong className="ml-1.5 font-semibold whitespace-nowrap text-danger-text">
            {unattendedIncidents} unattended
          </strong>
        )}
      </span>
    ),
    phone: "end",
    width: "w-36",
  },
  { key: "primary", header: "On call now", cell: (row) => <OnCall {...row} />, phone: "meta", width: "w-40" },
  { key: "gaps", header: "Gaps, 14 days", cell: gapWords, phone: "hide", width: "w-28", room: "more" },
  { key: "held", header: "Messages", cell: (row) => <Messages {...row} />, phone: "meta", width: "w-32", room: "some" },
  { key: "late", header: "Latest page", cell: lateWords, phone: "hide", width: "w-28", room: "most" },
];
