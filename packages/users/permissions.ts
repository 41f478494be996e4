import { admins, type Declared, type PermissionDeclaration, team } from "#packages/core/permissions.ts";

export const memberPermissions = [
  { name: "members.view", label: "See the people", roles: team },
  { name: "members.manage", label: "Change roles, deactivate people", roles: admins },
] as const satisfies PermissionDeclaration[];

declare module "#packages/core/permissions.ts" {
  interface PermissionNames extends Declared<typeof memberPermissions> {}
}
