import { admins, type Declared, type PermissionDeclaration } from "#packages/core/permissions.ts";

export const jobPermissions = [
  { name: "jobs.view", label: "See what takes long", roles: admins },
  { name: "jobs.manage", label: "Cancel it, or try it again", roles: admins },
] as const satisfies PermissionDeclaration[];

declare module "#packages/core/permissions.ts" {
  interface PermissionNames extends Declared<typeof jobPermissions> {}
}
