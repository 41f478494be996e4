import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { Pagination } from "#app/components/ui/list/pagination.tsx";
import { Table } from "#app/components/ui/list/table.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { useRevalidateOn } from "#app/live/hooks.ts";
import { errorColumns } from "#app/routes/operations/error-columns.tsx";
import { platformProcess } from "#packages/core/partition.ts";
import { listErrors } from "#packages/errors/views.server.ts";

export const meta: MetaFunction = () => [{ title: "Errors · D2C OPs" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "system.admin");
  const cursor = new URL(request.url).searchParams.get("cursor") ?? undefined;
  return unwrap(context, await api.in(platformProcess).view(listErrors, { cursor }));
}

export default function Errors() {
  const { items, nextCursor } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  useRevalidateOn({ entity: ["error"] });
  return (
    <Page title="Errors" subtitle="What broke unexpectedly, each kept for 30 days after it was last seen.">
      <section aria-label="Errors" className="rounded-lg border border-border bg-surface-raised">
        {items.length > 0 ? (
          <Table
            caption="Errors, last seen first"
            columns={errorColumns}
            rows={items}
            rowId={(row) => row.id}
            rowHref={(row) => `/operations/errors/${row.id}${search}`}
            opensOver
          />
        ) : (
          <EmptyState icon="circle-check" title="Nothing broke in the last 30 days">
            An unexpected error appears here and is mailed to super admins.
          </EmptyState>
        )}
        <Pagination nextCursor={nextCursor} />
      </section>
      <Outlet />
    </Page>
  );
}
