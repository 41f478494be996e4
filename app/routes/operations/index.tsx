import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { Card } from "#app/components/ui/card.tsx";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { Table } from "#app/components/ui/list/table.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { titled } from "#app/kit/titled.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { useRevalidateOn } from "#app/live/hooks.ts";
import { useRefreshEvery } from "#app/live/use-refresh-every.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { listErrors } from "#packages/errors/views.server.ts";
import { overviewOf } from "#packages/operations/overview.server.ts";
import { CostTables } from "./cost-tables.tsx";
import { errorColumns } from "./error-columns.tsx";
import { hubColumns } from "./hub-columns.tsx";
import { jobColumns } from "./job-columns.tsx";

export const meta = titled("Operations");

const refreshMs = 30_000;
const errorsShown = 5;

export async function loader({ context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "system.admin");
  const [overview, errors] = await Promise.all([
    overviewOf(api),
    api.in(platformProcess).view(listErrors, { limit: errorsShown }),
  ]);
  return { overview: unwrap(context, overview), errors: errors.ok ? errors.value.items : null };
}

export default function Operations() {
  const { overview, errors } = useLoaderData<typeof loader>();
  const { hubs, d1, release, costliest, isolate } = overview;
  useRefreshEvery(refreshMs);
  useRevalidateOn({ entity: ["error", "job"] });
  const names = new Map(hubs.map(({ processId, name }) => [processId, name]));
  const jobs = hubs.flatMap(({ processId, name, hub }) =>
    (hub?.jobs ?? []).map((job) => ({ ...job, processId, process: name })),
  );
  const troubled = hubs.filter(({ troubles }) => troubles.length > 0).length;
  return (
    <Page
      title="Operations"
      subtitle={
        troubled === 0
          ? "Every hub that was asked is well."
          : `${troubled} of ${hubs.length} ${hubs.length === 1 ? "hub needs" : "hubs need"} a look.`
      }
    >
      {!d1 && <D1Away />}
      <Card flush title="Hubs" action={<p className="text-small text-text-muted">Release {release}</p>}>
        <Table
          caption="Each process's hub, those with trouble first"
          columns={hubColumns}
          rows={hubs}
          rowId={(row) => row.processId}
          rowHref={(row) => `/operations/${row.processId}`}
        />
      </Card>
      {jobs.length > 0 && (
        <Card flush title="Jobs">
          <Table
            caption="What takes long and runs, or was given up"
            columns={jobColumns}
            rows={jobs}
            rowId={(row) => row.id}
            rowHref={(row) => `/operations/${row.processId}`}
          />
        </Card>
      )}
      <Card
        flush
        title="Unexpected errors"
        action={
          <ButtonLink to="/operations/errors" size="small" variant="ghost">
            All errors
          </ButtonLink>
        }
      >
        {errors && errors.length > 0 ? (
          <Table
            caption="The errors that were seen last"
            columns={errorColumns}
            rows={errors}
            rowId={(row) => row.id}
            rowHref={(row) => `/operations/errors/${row.id}`}
          />
        ) : (
          <EmptyState
            icon={errors ? "circle-check" : "cloud-off"}
            title={errors ? "Nothing broke in the last 30 days" : "The platform's hub did not answer"}
          >
            {errors ? "An unexpected error appears here and is mailed to super admins." : "The logs have the errors."}
          </EmptyState>
        )}
      </Card>
      <CostTables costliest={costliest} isolate={isolate} names={names} />
      {isolate.limited > 0 && (
        <p className="text-small text-text-muted">
          {isolate.limited.toLocaleString("en")} requests without a session were over their address's limit here within
          the last hour.
        </p>
      )}
    </Page>
  );
}

function D1Away() {
  return (
    <section
      aria-label="D1 does not answer"
      className="rounded-lg border border-warning bg-warning-soft px-4 py-3 text-warning-text"
    >
      <p className="font-semibold">D1 does not answer</p>
      <p>Lists and reports can't be read. Commands and pages go on, and the copy catches up by itself.</p>
    </section>
  );
}
