import type { Declared, PermissionDeclaration } from "#packages/core/permissions.ts";

export const operationPermissions = [
  { name: "system.admin", label: "Operate the product: every process's hub, errors, costs", roles: [] },
] as const satisfies PermissionDeclaration[];

declare module "#packages/core/permissions.ts" {
  interface PermissionNames extends Declared<typeof operationPermissions> {}
}
