import { type Declared, managers, type PermissionDeclaration } from "#packages/core/permissions.ts";

export const deletingPermissions = [
  { name: "deleted.view", label: "See what was deleted and can be brought back", roles: managers },
] as const satisfies PermissionDeclaration[];

declare module "#packages/core/permissions.ts" {
  interface PermissionNames extends Declared<typeof deletingPermissions> {}
}
