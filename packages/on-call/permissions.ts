import { type Declared, managers, type PermissionDeclaration, team } from "#packages/core/permissions.ts";

export const onCallPermissions = [
  { name: "on_call.view", label: "See who is on call", roles: team },
  { name: "on_call.manage", label: "Change the schedule", roles: managers },
] as const satisfies PermissionDeclaration[];

declare module "#packages/core/permissions.ts" {
  interface PermissionNames extends Declared<typeof onCallPermissions> {}
}
