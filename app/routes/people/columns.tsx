import { Avatar } from "#app/components/ui/avatar.tsx";
import { Badge } from "#app/components/ui/badge.tsx";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import type { Column } from "#app/components/ui/list/table-props.ts";
import { roleLabel } from "#app/lib/role-words.ts";
import type { MemberAnswer } from "#packages/users/answer.ts";

/** `keep`: makes an address of the chosen process. `self`: who looks, and may manage; null: may not. */
export function peopleColumns(self: string | null, keep: (path: string) => string): Column<MemberAnswer>[] {
  const columns: Column<MemberAnswer>[] = [
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
      cell: ({ email }) => email,
      phone: "fill",
      width: "w-64",
      room: "some",
    },
    {
      key: "isActive",
      header: "State",
      cell: ({ isActive }) =>
        isActive ? (
          // Everybody on the list is, mostly: on phones it says so of those who are not.
          <span className="folded:hidden">
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
  if (self === null) return columns;
  return [
    ...columns,
    {
      key: "access",
      header: "Access",
      cell: (person) =>
        person.id === self ? (
          <span className="text-small text-text-muted">You</span>
        ) : (
          <ButtonLink
            size="small"
            variant="ghost"
            to={keep(`/people/${person.id}`)}
            preventScrollReset
            aria-label={`Change the access of ${person.name}`}
          >
            <Icon name="pencil" className="size-3.5" />
            Change
          </ButtonLink>
        ),
      align: "end",
      phone: "end",
      width: "w-28",
    },
  ];
}
