import { type Declared, type PermissionDeclaration, team } from "#packages/core/permissions.ts";

export const dashboardPermissions = [
  { name: "dashboard.view", label: "See the dashboard", roles: team },
] as const satisfies PermissionDeclaration[];

declare module "#packages/core/permissions.ts" {
  interface PermissionNames extends Declared<typeof dashboardPermissions> {}
}
