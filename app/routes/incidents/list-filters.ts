import { priorityOptions, severityLook } from "#app/components/incident/looks.ts";
import type { Filter } from "#app/components/ui/list/filter.ts";
import { dates, oneAmong, person, someOf } from "#app/kit/list/filters.ts";
import { valuesOf } from "#app/lib/url.ts";
import { activeStatuses, counterOf, severities, statuses, statusWords } from "#packages/incidents/rules.ts";
import type { ListedPage } from "./list-columns.tsx";

const sourceWords = { manual: "By hand", imported: "Imported", webhook: "Webhook" };
const severityWords = Object.fromEntries(severities.map((value) => [value, `${value} ${severityLook[value].word}`]));
const uncounted = ["q", "attention", "priority", "assignedToId", "tag", "source", "openedFrom", "openedTo"];

/** How many each status and each severity would show beside the other's choice; nothing where other filters narrow the list, too. */
function countsBy({ counts }: ListedPage, params: URLSearchParams) {
  if (!counts || uncounted.some((name) => params.has(name))) return {};
  const status = params.get("status") ?? "active";
  const chosen = status === "active" ? activeStatuses : status === "all" ? statuses : valuesOf(params, "status");
  const among = valuesOf(params, "severity");
  const sum = (ofStatus: readonly string[], ofSeverity: readonly string[]) =>
    statuses
      .filter((one) => ofStatus.includes(one))
      .flatMap((one) => severities.filter((each) => ofSeverity.includes(each)).map((each) => [one, each] as const))
      .reduce((total, [one, each]) => total + (counts[counterOf({ status: one, severity: each })] ?? 0), 0);
  const wanted = among.length > 0 ? among : severities;
  return {
    status: Object.fromEntries([
      ...statuses.map((one) => [one, sum([one], wanted)] as const),
      ["active", sum(activeStatuses, wanted)] as const,
      ["all", sum(statuses, wanted)] as const,
    ]),
    severity: Object.fromEntries(severities.map((one) => [one, sum(chosen, [one])])),
  };
}

export function filtersOf(page: ListedPage, params: URLSearchParams, process: string | null): Filter[] {
  const { teams, tags } = page;
  const counts = countsBy(page, params);
  const people = (process ? (teams[process] ?? []) : []).filter(({ assignable }) => assignable);
  const alone = (value: string, label: string) => ({
    value,
    label,
    alone: true,
    count: counts.status?.[value] ?? null,
  });
  return [
    {
      param: "status",
      label: "Status",
      absent: params.has("q") || params.has("attention") ? "all" : "active",
      options: [
        alone("active", "Active"),
        ...statuses.map((value) => ({ value, label: statusWords[value], count: counts.status?.[value] ?? null })),
        alone("all", "All"),
      ],
    },
    someOf("severity", "Severity", severityWords, { counts: counts.severity }),
    { param: "priority", label: "Priority", options: priorityOptions },
    ...person("assignedToId", "Assignee", people, [
      { value: "me", label: "Me" },
      { value: "none", label: "Nobody" },
    ]),
    ...oneAmong(
      "tag",
      "Tag",
      tags.map((value) => ({ value, label: value })),
    ),
    someOf("source", "Source", sourceWords),
    dates("Opened", "openedFrom", "openedTo"),
  ];
}
