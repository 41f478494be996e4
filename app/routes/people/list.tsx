import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Outlet, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { useCan, useShell } from "#app/components/shell/shell-data.ts";
import { Card } from "#app/components/ui/card.tsx";
import { onePage, processListLoader } from "#app/kit/list/list-loader.server.ts";
import { ListPage } from "#app/kit/list/list-page.tsx";
import { useKeepProcess } from "#app/kit/process-choice.tsx";
import { titled } from "#app/kit/titled.ts";
import { listMembers } from "#packages/users/index.ts";
import { peopleColumns } from "./columns.tsx";
import { RolesTable } from "./roles-table.tsx";

export const meta = titled("People");
const load = processListLoader({
  permission: "members.view",
  filter: z.object({}),
  read: async (api) => onePage(await api.view(listMembers, {})),
});
export async function loader(args: LoaderFunctionArgs) {
  const permissions = args.context.services.permissions.filter(({ planned }) => !planned);
  return { list: await load(args), permissions };
}

export default function People() {
  const { list, permissions } = useLoaderData<typeof loader>();
  const { user } = useShell();
  const keep = useKeepProcess();
  const mayManage = useCan("members.manage");
  return (
    <ListPage
      title="People"
      subtitle={mayManage ? undefined : "An admin of your process can change roles."}
      things={["person", "people"]}
      list={list}
      entity="user"
      choose="Each process has people of its own."
      caption="The people of the process"
      rowId={({ id }) => id}
      shape={{ columns: peopleColumns(mayManage ? user.id : null, keep) }}
      empty={{ icon: "users", title: "Nobody is here yet" }}
    >
      <Outlet />
      <Card title="Who may do what" flush>
        <RolesTable permissions={permissions} />
      </Card>
    </ListPage>
  );
}
