import { Fragment } from "react";
import { Icon } from "#app/components/ui/icon.tsx";
import { roleLabel, shownRoles } from "#app/lib/role-words.ts";
import { type DeclaredPermission, isGivenTo } from "#packages/core/permissions.ts";

interface RolesProps {
  permissions: readonly DeclaredPermission[];
}

/** Who may do what, out of the very table that every request is checked against. */
export function RolesTable({ permissions }: RolesProps) {
  const modules = Map.groupBy(permissions, ({ module }) => module);
  return (
    <>
      <table className="w-full border-collapse text-small max-lg:hidden">
        <caption className="sr-only">Who may do what</caption>
        <thead>
          <tr>
            <td className="w-72" />
            {shownRoles.map((role) => (
              <th key={role} scope="col" className="px-1 pb-2 align-bottom font-medium text-text-muted">
                {roleLabel(role)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...modules].map(([module, declared]) => (
            <Fragment key={module}>
              <tr>
                <th scope="colgroup" colSpan={shownRoles.length + 1} className="px-4 pt-4 pb-1 text-left font-semibold">
                  {module}
                </th>
              </tr>
              {declared.map((permission) => (
                <tr key={permission.name} className="border-t border-border">
                  <th scope="row" className="h-9 px-4 text-left font-normal">
                    {permission.label}
                  </th>
                  {shownRoles.map((role) => (
                    <td key={role} className="text-center">
                      <Mark yes={isGivenTo(permission, role)} />
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
      <RolesList permissions={permissions} />
    </>
  );
}

function Mark({ yes }: { yes: boolean }) {
  if (!yes) return <span className="sr-only">no</span>;
  return (
    <>
      <Icon name="check" className="inline size-4 text-success-text" strokeWidth={2.5} />
      <span className="sr-only">yes</span>
    </>
  );
}

/** The same for narrow screens: a role at a time. */
function RolesList({ permissions }: RolesProps) {
  return (
    <ul className="divide-y divide-border lg:hidden">
      {shownRoles
        .map((role) => ({ role, given: permissions.filter((permission) => isGivenTo(permission, role)) }))
        .map(({ role, given }) => (
          <li key={role}>
            <details>
              <summary className="flex min-h-12 list-none items-center justify-between gap-3 px-4">
                <span className="font-medium">{roleLabel(role)}</span>
                <span className="figures text-small text-text-muted">
                  {given.length} of {permissions.length}
                </span>
              </summary>
              <ul className="flex flex-col gap-1.5 px-4 pb-4">
                {given.map(({ name, label }) => (
                  <li key={name} className="flex items-start gap-2">
                    <Icon name="check" className="mt-1 size-4 shrink-0 text-success-text" />
                    {label}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
    </ul>
  );
}
