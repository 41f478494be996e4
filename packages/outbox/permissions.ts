import { admins, type Declared, type PermissionDeclaration } from "#packages/core/permissions.ts";

export const outboxPermissions = [
  { name: "outbox.view", label: "Read what was sent, and to whom", roles: admins },
  { name: "outbox.retry", label: "Send a message again", roles: admins },
] as const satisfies PermissionDeclaration[];

declare module "#packages/core/permissions.ts" {
  interface PermissionNames extends Declared<typeof outboxPermissions> {}
}
