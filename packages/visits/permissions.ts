import type { Declared, PermissionDeclaration } from "#packages/core/permissions.ts";

export const visitPermissions = [
  { name: "platform.cross_process", label: "Enter every process; each visit is audited", roles: [] },
] as const satisfies PermissionDeclaration[];

declare module "#packages/core/permissions.ts" {
  interface PermissionNames extends Declared<typeof visitPermissions> {}
}
