import { EscalatedBadge, SeverityBadge, StatusBadge } from "#app/components/ui/badge.tsx";
import type { Column } from "#app/components/ui/list/table-props.ts";
import type { IncidentAnswer } from "#packages/incidents/answer.ts";
import { Assignee } from "./cells.tsx";

export interface SharedFacts
  extends Pick<IncidentAnswer, "severity" | "status" | "needsAcknowledgement" | "escalatedAt"> {
  processName: string;
  assigneeName: string | null;
}

/** What every table of incidents shows, and shows alike. */
export const severityColumn: Column<SharedFacts> = {
  key: "severity",
  header: "Severity",
  phone: "lead",
  className: "whitespace-nowrap",
  cell: ({ severity }) => <SeverityBadge severity={severity} />,
};

export const processColumn: Column<SharedFacts> = {
  key: "process",
  header: "Process",
  phone: "meta",
  className: "whitespace-nowrap",
  cell: ({ processName }) => processName,
};

export const statusColumn: Column<SharedFacts> = {
  key: "status",
  header: "Status",
  phone: "meta",
  cell: ({ status, escalatedAt }) => (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <StatusBadge status={status} />
      {escalatedAt && <EscalatedBadge />}
    </span>
  ),
};

export const assigneeColumn: Column<SharedFacts> = {
  key: "assignee",
  header: "Assignee",
  phone: "meta",
  className: "max-w-40 whitespace-nowrap max-xl:max-w-28",
  cell: ({ assigneeName }) => <Assignee name={assigneeName} />,
};
