import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import { Outlet, useLoaderData, useLocation, useSearchParams } from "@remix-run/react";
import { PauseCircle, Send } from "lucide-react";
import { outboxColumns } from "#app/components/outbox/columns.tsx";
import { stateLook } from "#app/components/outbox/looks.ts";
import { processFilters } from "#app/components/settings/process-choice.tsx";
import { FilterChips } from "#app/components/ui/filter-chips.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { Pagination } from "#app/components/ui/pagination.tsx";
import { EmptyState } from "#app/components/ui/states.tsx";
import { Table } from "#app/components/ui/table.tsx";
import { fromMirror } from "#app/lib/mirror.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { processChoice } from "#app/lib/process-choice.server.ts";
import { useRevalidateOn } from "#app/live/hooks.ts";
import { deliveryStates, ListOutbox, listOutbox } from "#packages/outbox/queries.server.ts";

export const meta: MetaFunction = () => [{ title: "Outbox · D2C OPs" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "outbox.view");
  const choice = await processChoice(context, api, { withPlatform: true });
  const params = new URL(request.url).searchParams;
  const state = deliveryStates.find((each) => each === params.get("state"));
  const filter = ListOutbox.parse({ state, cursor: params.get("cursor")?.slice(0, 500) ?? undefined });
  const [page, held] = await Promise.all([
    fromMirror(context, api, (read) => listOutbox(read, filter)),
    fromMirror(context, api, (read) => listOutbox(read, ListOutbox.parse({ state: "held", limit: 1 }))),
  ]);
  const notReached = [...api.notReached.values()];
  return { choice, page, heldWhy: held.items[0]?.error ?? null, states: deliveryStates, notReached };
}

export default function Outbox() {
  const { choice, page, heldWhy, states, notReached } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const { search } = useLocation();
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
      {heldWhy && <HeldNotice why={heldWhy} />}
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
          <EmptyState icon={Send} title={params.has("state") ? "No message is in this state" : "Nothing was sent yet"}>
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

function HeldNotice({ why }: { why: string }) {
  return (
    <section
      aria-label="Messages are held"
      className="flex items-start gap-3 rounded-lg border border-warning bg-warning-soft px-4 py-3"
    >
      <PauseCircle aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning-text" />
      <div>
        <p className="font-semibold text-warning-text">Messages are held here and go nowhere</p>
        <p>{why} Once it is set up, open a held message and send it again.</p>
      </div>
    </section>
  );
}
