import { admins, type Declared, type PermissionDeclaration, team } from "#packages/core/permissions.ts";

export const processPermissions = [
  { name: "processes.view", label: "See the process and its settings", roles: team },
  { name: "processes.edit", label: "Change the settings", roles: admins },
] as const satisfies PermissionDeclaration[];

declare module "#packages/core/permissions.ts" {
  interface PermissionNames extends Declared<typeof processPermissions> {}
}
