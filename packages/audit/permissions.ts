import { admins, type Declared, type PermissionDeclaration } from "#packages/core/permissions.ts";

export const auditPermissions = [
  { name: "audit.view", label: "Read and verify the audit log", roles: admins },
] as const satisfies PermissionDeclaration[];

declare module "#packages/core/permissions.ts" {
  interface PermissionNames extends Declared<typeof auditPermissions> {}
}
