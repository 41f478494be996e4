import { type Declared, operators, type PermissionDeclaration, team } from "#packages/core/permissions.ts";

export const loanPermissions = [
  { name: "loans.view", label: "See what is lent", roles: team },
  { name: "loans.manage", label: "Lend, take back, delete", roles: operators },
] as const satisfies PermissionDeclaration[];

declare module "#packages/core/permissions.ts" {
  interface PermissionNames extends Declared<typeof loanPermissions> {}
}
