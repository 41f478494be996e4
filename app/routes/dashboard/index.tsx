import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { StatCard } from "#app/components/ui/card.tsx";
import { RouteError } from "#app/components/ui/feedback/route-error.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { useRevalidateOn } from "#app/live/hooks.ts";
import { partIn } from "#packages/core/part.ts";
import { showDashboard } from "#packages/dashboard/index.ts";
import { nextPagePart } from "#packages/escalations/upcoming.server.ts";
import { attentionWords } from "#packages/incidents/attention.ts";
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
  useRevalidateOn({ entity: across ? "incident" : ["incident", "chain", "on_call"] });
  const { unattendedIncidents: unattended, openIncidents: open, openIncidentsBySeverity: bySeverity } = board;
  const waiting = board.activeIncidents.filter(({ attention }) => attention === "unacknowledged").length;
  return (
    <Page title="Dashboard" subtitle={across ? "All processes, now" : "Now, live"} notReached={board.notReached}>
      <div className="grid grid-cols-3 gap-2 sm:gap-3">
        <StatCard
          label={attentionWords.unattended}
          value={unattended}
          to="/incidents?attention=unattended"
          tone={unattended > 0 ? "danger" : "normal"}
          note={unattended === 0 ? "Every open incident has somebody, or pages to come" : "Nobody works on it"}
        />
        <StatCard
          label={attentionWords.unacknowledged}
          value={open > board.activeIncidents.length ? `${waiting}+` : waiting}
          to="/incidents?attention=unacknowledged"
          tone={waiting > 0 ? "warning" : "normal"}
          note={waiting === 0 ? "Nothing waits for an acknowledgement" : "Somebody is, or will be, paged"}
        />
        <StatCard label="Open incidents" value={open} to="/incidents" note={<SeveritySplit counts={bySeverity} />} />
      </div>
      <ActiveIncidents rows={board.activeIncidents} total={board.openIncidents} />
    </Page>
  );
}

export const ErrorBoundary = RouteError;
