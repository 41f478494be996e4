import { useLocation, useSearchParams } from "@remix-run/react";
import { useMemo } from "react";
import { useAcknowledgeKey } from "#app/components/incident/use-acknowledge-key.ts";
import { useCan, useShell } from "#app/components/shell/shell-data.ts";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { Card } from "#app/components/ui/card.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { FilterChips } from "#app/components/ui/list/filter-chips.tsx";
import { Pagination } from "#app/components/ui/list/pagination.tsx";
import { SearchBox } from "#app/components/ui/list/search-box.tsx";
import { Table } from "#app/components/ui/list/table.tsx";
import { useSelection } from "#app/components/ui/list/use-selection.ts";
import { Page } from "#app/components/ui/page.tsx";
import { NewRows, useHeldRows } from "#app/live/held-rows.tsx";
import { useRevalidateOn } from "#app/live/hooks.ts";
import { BulkActions } from "./bulk-actions.tsx";
import { type ListedIncident, listColumns } from "./list-columns.tsx";
import type { IncidentList } from "./list-data.server.ts";
import { ListEmpty } from "./list-empty.tsx";
import { filtersOf } from "./list-filters.ts";

const idOf = ({ id }: ListedIncident) => id;

export function ListView({ list }: { list: IncidentList }) {
  const [params] = useSearchParams();
  const { search } = useLocation();
  const { user, process } = useShell();
  const mayCreate = useCan("incidents.create");
  const mayUpdate = useCan("incidents.update");
  useRevalidateOn({ entity: "incident" });
  const { rows, held, release } = useHeldRows(list.rows, idOf, search, (row) => row.reportedById === user.id);
  const selection = useSelection(useMemo(() => rows.map(idOf), [rows]));
  const columns = useMemo(() => listColumns(list.across), [list.across]);
  const single = list.across ? null : (params.get("processId") ?? process.id);
  const chosen = rows.filter(({ id }) => selection.has(id));
  useAcknowledgeKey(rows);
  return (
    <Page
      title="Incidents"
      notReached={list.notReached}
      action={
        mayCreate && (
          <ButtonLink to="/incidents/new" variant="primary">
            <Icon name="plus" className="size-4" />
            Create incident
          </ButtonLink>
        )
      }
      filters={
        <>
          <SearchBox label="Search incidents" />
          <FilterChips filters={filtersOf(list, params.has("q"), single)} />
        </>
      }
    >
      {list.limited && <Limited />}
      <Card flush>
        <NewRows held={held} onShow={release} />
        {rows.length === 0 ? (
          <ListEmpty mayCreate={mayCreate} />
        ) : (
          <Table
            caption="Incidents"
            columns={columns}
            rows={rows}
            rowId={idOf}
            rowHref={({ number }) => `/incidents/${number}${search}`}
            opensOver
            rowLabel={({ number, title }) => `${number} ${title}`}
            selection={mayUpdate ? selection : undefined}
            bulk={<BulkActions rows={chosen} list={list} onDone={selection.clear} />}
          />
        )}
      </Card>
      <Pagination nextCursor={list.nextCursor} summary={summaryOf(list, params)} />
    </Page>
  );
}

function summaryOf({ rows, total, nextCursor }: IncidentList, params: URLSearchParams): string {
  const count = rows.length.toLocaleString("en");
  if (rows.length === 0) return "";
  if (total === null) return nextCursor ? `${count} shown, there are more` : `${count} shown`;
  const all = total.toLocaleString("en");
  return params.has("cursor") ? `${count} of ${all}` : `1–${count} of ${all}`;
}

function Limited() {
  return (
    <p role="status" className="flex items-start gap-2 rounded-md bg-warning-soft px-3 py-2.5 text-warning-text">
      <Icon name="cloud-off" className="mt-0.5 size-4 shrink-0" />
      <span>
        The archive can't be read right now, so this list holds active incidents only, the worst first. Everything on it
        is current, and paging goes on.
      </span>
    </p>
  );
}
