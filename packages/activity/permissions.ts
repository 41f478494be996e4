import { type Declared, type PermissionDeclaration, team } from "#packages/core/permissions.ts";

export const activityPermissions = [
  { name: "activity.view", label: "Follow the live feed", roles: team },
] as const satisfies PermissionDeclaration[];

declare module "#packages/core/permissions.ts" {
  interface PermissionNames extends Declared<typeof activityPermissions> {}
}
