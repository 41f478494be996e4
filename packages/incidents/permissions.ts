import {
  admins,
  type Declared,
  managers,
  operators,
  type PermissionDeclaration,
  team,
} from "#packages/core/permissions.ts";

export const incidentPermissions = [
  { name: "incidents.view", label: "See incidents", roles: team },
  { name: "incidents.create", label: "Open an incident", roles: operators },
  { name: "incidents.update", label: "Work on it: acknowledge, comment, resolve", roles: operators },
  { name: "incidents.assign", label: "Assign it to others", roles: managers },
  { name: "incidents.delete", label: "Delete an incident, and bring it back", roles: admins },
] as const satisfies PermissionDeclaration[];

declare module "#packages/core/permissions.ts" {
  interface PermissionNames extends Declared<typeof incidentPermissions> {}
}
