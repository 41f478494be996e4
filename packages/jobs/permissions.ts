import { admins, type Declared, type PermissionDeclaration } from "#packages/core/permissions.ts";

export const jobPermissions = [
  { name: "jobs.view", label: "See jobs: what takes long and is done in steps", roles: admins },
  { name: "jobs.manage", label: "Cancel jobs and try them again", roles: admins },
] as const satisfies PermissionDeclaration[];

declare module "#packages/core/permissions.ts" {
  interface PermissionNames extends Declared<typeof jobPermissions> {}
}
