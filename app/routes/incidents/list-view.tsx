import { Link, useLocation, useSearchParams } from "@remix-run/react";
import { useMemo } from "react";
import { SeverityBadge } from "#app/components/incident/badges.tsx";
import { severityLook } from "#app/components/incident/looks.ts";
import { useAcknowledgeKey } from "#app/components/incident/use-acknowledge-key.ts";
import { useShell } from "#app/components/shell/shell-data.ts";
import { ListPage, type ShownList } from "#app/kit/list/list-page.tsx";
import { severities } from "#packages/incidents/rules.ts";
import { listActs } from "./list-acts.tsx";
import { type ListedIncident, type ListedPage, listColumns } from "./list-columns.tsx";
import { filtersOf } from "./list-filters.ts";

/** What came since says how bad it is before anybody presses it. */
function worstOf(rows: readonly ListedIncident[]) {
  const severity = severities.find((each) => rows.some((row) => row.severity === each)) ?? "SEV4";
  const { tone } = severityLook[severity];
  return { mark: <SeverityBadge severity={severity} />, alarm: tone === "alarm" || tone === "danger" };
}

const rowId = ({ id }: ListedIncident) => id;

export function ListView({ list }: { list: ShownList<ListedIncident> & { page: ListedPage } }) {
  const { page, choice } = list;
  const [params] = useSearchParams();
  const { search } = useLocation();
  const { user } = useShell();
  const columns = useMemo(() => listColumns(page.across), [page.across]);
  useAcknowledgeKey(page.items);
  return (
    <ListPage
      title="Incidents"
      things={["incident", "incidents"]}
      list={list}
      entity="incident"
      create={{ to: "/incidents/new", label: "Create incident", permission: "incidents.create" }}
      search="Search incidents"
      mine="assignedToId=me"
      filters={filtersOf(page, params, choice.current)}
      limited="The archive can't be read right now, so this list holds active incidents only, the worst first. Everything on it is current, and paging goes on."
      caption="Incidents"
      rowId={rowId}
      shape={{ columns, href: ({ number }) => `/incidents/${number}${search}`, opensOver: true }}
      heldLook={worstOf}
      isMine={(row) => row.reportedById === user.id}
      acts={{
        all: listActs(page),
        nameOf: ({ number }) => number,
        processOf: ({ processId }) => processId,
        labelOf: ({ number, title }) => `${number} ${title}`,
      }}
      empty={{ icon: "circle-check", title: "Nothing is open.", text: <Resolved /> }}
    />
  );
}

const Resolved = () => (
  <>
    Resolved incidents are under{" "}
    <Link to="?status=all" className="text-accent-text underline">
      all incidents
    </Link>
    .
  </>
);
