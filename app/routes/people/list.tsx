import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { useCan, useShell } from "#app/components/shell/shell-data.ts";
import { Avatar } from "#app/components/ui/avatar.tsx";
import { Badge } from "#app/components/ui/badge.tsx";
import { Card } from "#app/components/ui/card.tsx";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { Table } from "#app/components/ui/list/table.tsx";
import type { Column } from "#app/components/ui/list/table-props.ts";
import { Page } from "#app/components/ui/page.tsx";
import { processChoice } from "#app/kit/process-choice.server.ts";
import { ChooseProcess, ProcessChip } from "#app/kit/process-choice.tsx";
import { formOf } from "#app/lib/forms.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { roleLabel } from "#app/lib/role-words.ts";
import { useRevalidateOn } from "#app/live/hooks.ts";
import { statusOf } from "#packages/core/errors.ts";
import { levelOf, processRoles } from "#packages/core/permissions.ts";
import { updateUserAccess } from "#packages/users/commands.server.ts";
import { listMembers } from "#packages/users/index.ts";
import { type Person, PersonAccess } from "./person-access.tsx";
import { RolesTable } from "./roles-table.tsx";

export const meta: MetaFunction = () => [{ title: "People · D2C OPs" }];

export async function loader({ context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "members.view");
  const choice = await processChoice(context, api);
  const people = choice.current === null ? null : unwrap(context, await api.view(listMembers, {}));
  return { choice, people, permissions: context.services.permissions.filter(({ planned }) => !planned) };
}

export async function action({ context }: ActionFunctionArgs) {
  const api = await pageApi(context, "members.manage");
  const form = formOf(context);
  const result = await api.execute(updateUserAccess, {
    id: form.get("id"),
    role: form.get("role"),
    isActive: form.get("isActive") === "on",
  });
  if (result.ok) return data({ problem: null });
  return data({ problem: result.error.message }, { status: statusOf[result.error.code] });
}

/** Roles at or under one's own, and those outside the ladder: the rule that the server keeps, so that the list offers no other. */
function rolesUnder(role: string) {
  const own = processRoles.find((each) => each === role);
  const level = own ? levelOf[own] : 1;
  return processRoles.filter((each) => each !== "super_admin" && (levelOf[each] ?? 99) >= (level ?? 1));
}

export default function People() {
  const { choice, people, permissions } = useLoaderData<typeof loader>();
  const { user } = useShell();
  const mayManage = useCan("members.manage");
  useRevalidateOn({ entity: "user" });
  const columns = peopleColumns(mayManage ? { self: user.id, roles: rolesUnder(user.role) } : null);
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
      <Card title="Who may do what" flush>
        <RolesTable permissions={permissions} />
      </Card>
    </Page>
  );
}

function peopleColumns(manage: { self: string; roles: readonly string[] } | null): Column<Person>[] {
  const columns: Column<Person>[] = [
    {
      key: "name",
      header: "Name",
      cell: ({ name }) => (
        <span className="flex items-center gap-2.5">
          <Avatar name={name} size="small" decorative />
          <span className="min-w-0 truncate font-medium">{name}</span>
        </span>
      ),
      phone: "title",
    },
    {
      key: "role",
      header: "Role",
      cell: ({ role }) => <Badge>{roleLabel(role)}</Badge>,
      phone: "meta",
      width: "w-40",
    },
    {
      key: "email",
      header: "E-mail",
      cell: ({ email }) => <span className="sm:break-all">{email}</span>,
      phone: "fill",
    },
    {
      key: "isActive",
      header: "State",
      cell: ({ isActive }) =>
        isActive ? (
          // Everybody on the list is, mostly: on phones it says so of those who are not.
          <span className="max-sm:hidden">
            <Badge tone="success" icon="check">
              Active
            </Badge>
          </span>
        ) : (
          <Badge icon="user-x">Not active</Badge>
        ),
      phone: "meta",
      width: "w-32",
    },
  ];
  if (!manage) return columns;
  return [
    ...columns,
    {
      key: "access",
      header: "Access",
      cell: (person) =>
        person.id === manage.self ? (
          <span className="text-small text-text-muted">You</span>
        ) : (
          <PersonAccess person={person} roles={manage.roles} />
        ),
      align: "end",
      phone: "end",
      width: "w-28",
    },
  ];
}
