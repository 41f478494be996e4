import { type ApiContext, endpoint } from "#packages/core/endpoint.ts";
import { defineModule } from "#packages/core/module.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { severities, severityRank } from "#packages/incidents/rules.ts";
import { dashboard } from "./views.server.ts";

type Dashboard = Extract<ReturnType<typeof dashboard.run>, { ok: true }>["value"];

/** One process's dashboard, or all of them added up, asked side by side. */
export async function showDashboard(
  api: Pick<ApiContext, "processId" | "processes" | "view" | "in">,
): Promise<Result<Dashboard>> {
  if (api.processId !== null) return api.view(dashboard, {});
  const processes = await api.processes();
  if (!processes.ok) return processes;
  const answers = await Promise.all(processes.value.map((process) => api.in(process.id).view(dashboard, {})));
  const parts = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  const sum = (pick: (part: Dashboard) => number) => parts.reduce((total, part) => total + pick(part), 0);
  return ok({
    openIncidents: sum((part) => part.openIncidents),
    openIncidentsBySeverity: Object.fromEntries(
      severities.map((severity) => [severity, sum((part) => part.openIncidentsBySeverity[severity])]),
    ) as Dashboard["openIncidentsBySeverity"],
    openTickets: sum((part) => part.openTickets),
    eventsToday: sum((part) => part.eventsToday),
    activeIncidents: parts
      .flatMap((part) => part.activeIncidents)
      .sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || a.openedAt.localeCompare(b.openedAt)),
    now: parts[0]?.now ?? new Date().toISOString(),
  });
}

const endpoints = [
  endpoint({
    method: "get",
    path: "/dashboard",
    tag: "Dashboard",
    summary: "The live numbers and every active incident",
    permission: "dashboard.view",
    status: 200,
    handle: (api) => showDashboard(api),
  }),
];

export const dashboardModule = defineModule({
  name: "dashboard",
  label: "Dashboard",
  tables: [],
  commands: [],
  views: [dashboard],
  endpoints,
});
