import { admins, type Declared, type PermissionDeclaration, team } from "#packages/core/permissions.ts";

export const viewPermissions = [
  { name: "views.use", label: "Save views of lists, and share them", roles: team },
  { name: "views.manage", label: "Change and delete views that others share", roles: admins },
] as const satisfies PermissionDeclaration[];

declare module "#packages/core/permissions.ts" {
  interface PermissionNames extends Declared<typeof viewPermissions> {}
}
