import { priorityOptions, severityOptions } from "#app/components/incident/looks.ts";
import type { Filter } from "#app/components/ui/list/filter.ts";
import { sources, statuses, statusWords } from "#packages/incidents/rules.ts";
import type { IncidentList } from "./list-data.server.ts";

const sourceWords = { manual: "By hand", imported: "Imported", webhook: "Webhook" };

const fixed = {
  severity: severityOptions,
  priority: priorityOptions,
  source: sources.map((value) => ({ value, label: sourceWords[value] })),
};

type Facts = Pick<IncidentList, "processes" | "teams" | "tags">;

export function filtersOf({ processes, teams, tags }: Facts, searching: boolean, single: string | null): Filter[] {
  const people = (single ? (teams[single] ?? []) : []).filter(({ assignable }) => assignable);
  return [
    {
      param: "status",
      label: "Status",
      absent: searching ? "all" : "active",
      options: [
        { value: "active", label: "Active", alone: true },
        ...statuses.map((value) => ({ value, label: statusWords[value] })),
        { value: "all", label: "All", alone: true },
      ],
    },
    { param: "severity", label: "Severity", options: fixed.severity },
    { param: "priority", label: "Priority", options: fixed.priority },
    {
      param: "assignedToId",
      label: "Assignee",
      single: true,
      options: [
        { value: "me", label: "Me" },
        { value: "none", label: "Nobody" },
        ...people.map(({ id, name }) => ({ value: id, label: name })),
      ],
    },
    ...(tags.length > 0
      ? [{ param: "tag", label: "Tag", single: true, options: tags.map((value) => ({ value, label: value })) }]
      : []),
    { param: "source", label: "Source", options: fixed.source },
    ...(processes.length > 1
      ? [
          {
            param: "processId",
            label: "Process",
            single: true,
            options: processes.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]
      : []),
  ];
}
