import { clock, toIso } from "#packages/core/clock.ts";
import { type ApiContext, endpoint } from "#packages/core/endpoint.ts";
import { defineModule } from "#packages/core/module.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { askAll, type Spanned, spanned } from "#packages/core/spanning.ts";
import { byUrgency } from "#packages/incidents/attention.ts";
import { severities } from "#packages/incidents/rules.ts";
import { processBoard, showBoard } from "./board.server.ts";
import { dashboardPermissions } from "./permissions.ts";
import { dashboard } from "./views.server.ts";

type Dashboard = Extract<ReturnType<typeof dashboard.run>, { ok: true }>["value"];

/** One process's dashboard, or all of them added up, asked side by side. */
export async function showDashboard(
  api: Pick<ApiContext, "processId" | "processes" | "view" | "in" | "notReached">,
): Promise<Result<Dashboard & Spanned>> {
  if (api.processId !== null) return api.view(dashboard, {});
  const all = await askAll(api, (door) => door.view(dashboard, {}));
  if (!all.ok) return all;
  const parts = all.value.map(({ value }) => value);
  const sum = (pick: (part: Dashboard) => number) => parts.reduce((total, part) => total + pick(part), 0);
  return ok({
    openIncidents: sum((part) => part.openIncidents),
    openIncidentsBySeverity: Object.fromEntries(
      severities.map((severity) => [severity, sum((part) => part.openIncidentsBySeverity[severity])]),
    ) as Dashboard["openIncidentsBySeverity"],
    openTickets: sum((part) => part.openTickets),
    eventsToday: sum((part) => part.eventsToday),
    unattendedIncidents: sum((part) => part.unattendedIncidents),
    activeIncidents: parts.flatMap((part) => part.activeIncidents).sort(byUrgency),
    now: toIso(clock.now()),
    ...spanned(api),
  });
}

const endpoints = [
  endpoint({
    method: "get",
    path: "/dashboard",
    tag: "Dashboard",
    summary: "The live numbers and every active incident",
    description:
      "`unattendedIncidents`: on which nobody works and for which nobody will be paged. `activeIncidents` are in the default order of the list.",
    permission: "dashboard.view",
    status: 200,
    handle: (api) => showDashboard(api),
  }),
  endpoint({
    method: "get",
    path: "/board",
    tag: "Dashboard",
    summary: "Every process at a glance: its worst incident, who is on call, gaps, held messages, lateness",
    description:
      "The process that needs somebody most comes first. `notReached` names those that did not answer in time.",
    permission: "platform.cross_process",
    status: 200,
    handle: (api) => showBoard(api),
  }),
];

export const dashboardModule = defineModule({
  name: "dashboard",
  label: "Dashboard",
  permissions: dashboardPermissions,
  tables: [],
  commands: [],
  views: [dashboard, processBoard],
  endpoints,
});
