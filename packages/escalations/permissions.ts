import { type Declared, managers, operators, type PermissionDeclaration, team } from "#packages/core/permissions.ts";

export const escalationPermissions = [
  { name: "escalations.view", label: "See chains and the dry run", roles: team },
  { name: "escalations.run", label: "Escalate by hand", roles: operators },
  { name: "escalations.manage", label: "Change chains", roles: managers },
] as const satisfies PermissionDeclaration[];

declare module "#packages/core/permissions.ts" {
  interface PermissionNames extends Declared<typeof escalationPermissions> {}
}
