import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import { Outlet, useLoaderData } from "@remix-run/react";
import { useCan, useShell } from "#app/components/shell/shell-data.ts";
import { Card } from "#app/components/ui/card.tsx";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { Table } from "#app/components/ui/list/table.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { processChoice } from "#app/kit/process-choice.server.ts";
import { ChooseProcess, ProcessChip, useKeepProcess } from "#app/kit/process-choice.tsx";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { useRevalidateOn } from "#app/live/hooks.ts";
import { listMembers } from "#packages/users/index.ts";
import { peopleColumns } from "./columns.tsx";
import { RolesTable } from "./roles-table.tsx";

export const meta: MetaFunction = () => [{ title: "People · D2C OPs" }];

export async function loader({ context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "members.view");
  const choice = await processChoice(context, api);
  const people = choice.current === null ? null : unwrap(context, await api.view(listMembers, {}));
  return { choice, people, permissions: context.services.permissions.filter(({ planned }) => !planned) };
}

export default function People() {
  const { choice, people, permissions } = useLoaderData<typeof loader>();
  const { user } = useShell();
  const mayManage = useCan("members.manage");
  useRevalidateOn({ entity: "user" });
  const columns = peopleColumns(mayManage ? user.id : null, useKeepProcess());
  return (
    <Page
      title="People"
      subtitle={mayManage ? undefined : "An admin of your process can change roles."}
      filters={choice.processes && <ProcessChip choice={choice} />}
    >
      {people === null ? (
        <ChooseProcess choice={choice} what="Each process has people of its own." />
      ) : (
        <section aria-label="People" className="rounded-lg border border-border bg-surface-raised">
          {people.length > 0 ? (
            <Table
              caption="The people of the process"
              columns={columns}
              rows={people}
              rowId={(person) => person.id}
              rowLabel={(person) => person.name}
            />
          ) : (
            <EmptyState icon="users" title="Nobody is here yet" />
          )}
        </section>
      )}
      <Outlet />
      <Card title="Who may do what" flush>
        <RolesTable permissions={permissions} />
      </Card>
    </Page>
  );
}
