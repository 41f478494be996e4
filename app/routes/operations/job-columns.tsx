import type { Column } from "#app/components/ui/list/table-props.ts";
import { RelativeTime } from "#app/components/ui/time.tsx";
import type { JobBrief } from "#packages/core/health.ts";
import { jobProgress } from "#packages/jobs/rules.ts";
import { JobBadge } from "./job-list.tsx";

/** A job that runs or was given up, and whose it is. */
export interface JobRow extends JobBrief {
  processId: string;
  process: string;
}

export const jobColumns: readonly Column<JobRow>[] = [
  { key: "status", header: "State", cell: (row) => <JobBadge status={row.status} />, phone: "end", width: "w-32" },
  {
    key: "label",
    header: "Job",
    cell: (row) => row.label,
    below: (row) => row.error && <p className="text-small wrap-anywhere text-danger-text">{row.error}</p>,
    phone: "title",
  },
  { key: "process", header: "Process", cell: (row) => row.process, phone: "fill", width: "w-40" },
  {
    key: "progress",
    header: "Done",
    cell: (row) => <span className="figures">{jobProgress(row)}</span>,
    align: "end",
    phone: "meta",
    width: "w-40",
  },
  { key: "by", header: "Begun by", cell: (row) => row.startedByName, phone: "hide", width: "w-40", room: "some" },
  {
    key: "since",
    header: "Since",
    cell: (row) => <RelativeTime at={row.startedAt} />,
    align: "end",
    phone: "meta",
    width: "w-28",
  },
];
