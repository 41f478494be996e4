import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { useCan } from "#app/components/shell/shell-data.ts";
import { StatCard } from "#app/components/ui/card.tsx";
import { RouteError } from "#app/components/ui/feedback/route-error.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { useRevalidateOn } from "#app/live/hooks.ts";
import { partIn } from "#packages/core/part.ts";
import { showDashboard } from "#packages/dashboard/index.ts";
import { nextPagePart } from "#packages/escalations/upcoming.server.ts";
import { ActiveIncidents } from "./active-incidents.tsx";
import { SeveritySplit } from "./severity-split.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data && data.board.openIncidents > 0 ? `(${data.board.openIncidents}) ` : ""}Dashboard · D2C OPs` },
];

export async function loader({ context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "dashboard.view");
  const board = unwrap(context, await showDashboard(api));
  const active = board.activeIncidents.map((incident) => ({ ...incident, nextPage: partIn(incident, nextPagePart) }));
  return { board: { ...board, activeIncidents: active }, across: api.processId === null };
}

export default function Dashboard() {
  const { board, across } = useLoaderData<typeof loader>();
  const seesActivity = useCan("activity.view");
  // "Events today" of one process changes with each; for all of them each load asks every hub.
  useRevalidateOn(across ? { entity: "incident" } : {});
  const { openIncidentsBySeverity: bySeverity } = board;
  const worst = bySeverity.SEV0 + bySeverity.SEV1;
  const unowned = board.activeIncidents.filter(({ assignedToId }) => assignedToId === null).length;
  return (
    <Page title="Dashboard" subtitle={across ? "All processes, now" : "Now, live"} notReached={board.notReached}>
      <div className="grid grid-cols-2 gap-3 xl:grid-cols-4">
        <StatCard
          label="Open incidents"
          value={board.openIncidents}
          to="/incidents"
          tone={worst > 0 ? "danger" : "normal"}
          note={<SeveritySplit counts={bySeverity} />}
        />
        <StatCard
          label="Emergency and critical"
          value={worst}
          to="/incidents?severity=SEV0,SEV1"
          tone={worst > 0 ? "danger" : "normal"}
          note={worst === 0 ? "No SEV0 or SEV1 is open" : "SEV0 and SEV1"}
        />
        <StatCard
          label="With nobody on it"
          value={board.openIncidents > board.activeIncidents.length ? `${unowned}+` : unowned}
          to="/incidents?assignedToId=none"
          tone={unowned > 0 ? "warning" : "normal"}
          note={unowned === 0 ? "Every open incident has somebody" : "Waiting to be taken"}
        />
        {seesActivity && (
          <StatCard label="Events today" value={board.eventsToday} to="/activity" note="Everything that happened" />
        )}
      </div>
      <ActiveIncidents rows={board.activeIncidents} total={board.openIncidents} />
    </Page>
  );
}

export const ErrorBoundary = RouteError;
