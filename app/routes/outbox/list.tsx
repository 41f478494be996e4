import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/cloudflare";
import { Outlet, useLoaderData, useLocation, useSearchParams } from "@remix-run/react";
import { useCan } from "#app/components/shell/shell-data.ts";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { FilterChips } from "#app/components/ui/list/filter-chips.tsx";
import { Pagination } from "#app/components/ui/list/pagination.tsx";
import { Table } from "#app/components/ui/list/table.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { processFilters } from "#app/kit/process-choice.tsx";
import { fromMirror } from "#app/lib/mirror.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { processChoice } from "#app/lib/process-choice.server.ts";
import { useRevalidateOn } from "#app/live/hooks.ts";
import { statusOf } from "#packages/core/errors.ts";
import { deliveryStates, ListOutbox, listOutbox, listResting } from "#packages/outbox/queries.server.ts";
import { retryAll } from "#packages/outbox/retry.server.ts";
import { outboxColumns } from "./columns.tsx";
import { stateLook } from "./looks.ts";
import { RestingNotice } from "./resting-notice.tsx";
import { RetryAll } from "./retry-all.tsx";

export const meta: MetaFunction = () => [{ title: "Outbox · D2C OPs" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "outbox.view");
  const choice = await processChoice(context, api, { withPlatform: true });
  const params = new URL(request.url).searchParams;
  const state = deliveryStates.find((each) => each === params.get("state"));
  const filter = ListOutbox.parse({ state, cursor: params.get("cursor")?.slice(0, 500) ?? undefined });
  const [page, resting] = await Promise.all([
    fromMirror(context, api, (read) => listOutbox(read, filter)),
    fromMirror(context, api, listResting),
  ]);
  const notReached = [...api.notReached.values()];
  return { choice, page, resting: resting.items, states: deliveryStates, notReached };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const api = await pageApi(context, "outbox.retry");
  const result = await api.execute(retryAll, { state: new URL(request.url).searchParams.get("state") ?? "parked" });
  if (result.ok) return data({ problem: null, ...result.value });
  return data({ problem: result.error.message, retried: 0, more: false }, { status: statusOf[result.error.code] });
}

export default function Outbox() {
  const { choice, page, resting, states, notReached } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const { search } = useLocation();
  const state = params.get("state");
  const isOneProcess = choice.processes === null || choice.current !== null;
  const canRetryAll = useCan("outbox.retry") && isOneProcess && (state === "parked" || state === "bounced");
  useRevalidateOn({ entity: ["delivery", "incident"] });
  const filters = [
    {
      param: "state",
      label: "State",
      options: states.map((value) => ({ value, label: stateLook[value].word })),
      single: true,
    },
    ...processFilters(choice),
  ];
  return (
    <Page
      title="Outbox"
      subtitle="Every message to every person, and what came of it."
      filters={<FilterChips filters={filters} />}
      notReached={notReached}
    >
      <RestingNotice resting={resting} />
      {canRetryAll && <RetryAll key={state} any={page.items.length > 0} />}
      <section aria-label="Messages" className="rounded-lg border border-border bg-surface-raised">
        {page.items.length > 0 ? (
          <Table
            caption="Messages, newest first"
            columns={outboxColumns}
            rows={page.items}
            rowId={(row) => row.id}
            rowHref={(row) => `/outbox/${row.id}${search}`}
          />
        ) : (
          <EmptyState icon="send" title={params.has("state") ? "No message is in this state" : "Nothing was sent yet"}>
            {params.has("state")
              ? "Take the filter away to see the others."
              : "When an incident opens, its messages appear here."}
          </EmptyState>
        )}
        <Pagination nextCursor={page.nextCursor} />
      </section>
      <Outlet />
    </Page>
  );
}
