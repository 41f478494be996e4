import type { Column } from "#app/components/ui/list/table-props.ts";
import type { IncidentAnswer } from "#packages/incidents/answer.ts";
import { IncidentStatus, SeverityBadge } from "./badges.tsx";
import { Assignee } from "./cells.tsx";

export interface SharedFacts
  extends Pick<IncidentAnswer, "severity" | "status" | "attention" | "needsAcknowledgement"> {
  processName: string;
  assigneeName: string | null;
}

/** What every table of incidents shows, and shows alike. */
export const severityColumn: Column<SharedFacts> = {
  key: "severity",
  header: "Severity",
  phone: "lead",
  width: "w-26",
  cell: ({ severity }) => <SeverityBadge severity={severity} />,
};

export const processColumn: Column<SharedFacts> = {
  key: "process",
  header: "Process",
  phone: "meta",
  width: "w-32",
  room: "more",
  cell: ({ processName }) => processName,
};

export const statusColumn: Column<SharedFacts> = {
  key: "status",
  header: "Status",
  phone: "meta",
  width: "w-46",
  cell: (row) => <IncidentStatus {...row} />,
};

export const assigneeColumn: Column<SharedFacts> = {
  key: "assignee",
  header: "Assignee",
  phone: "meta",
  width: "w-36",
  cell: ({ assigneeName, attention }) => <Assignee name={assigneeName} attention={attention} />,
};
