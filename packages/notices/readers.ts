import type { Permission } from "#packages/core/permissions.ts";

const permissions: Record<string, Permission> = { incident: "incidents.view", error: "platform.cross_process" };
const plurals: Record<string, string> = { incident: "incidents", error: "errors" };

/** What a person must be allowed to be told of something of this kind. */
export function permissionToRead(kind: string): Permission {
  const permission = permissions[kind];
  if (!permission) throw new Error(`Nobody can be told of a ${kind}: it has no permission to read it.`);
  return permission;
}

export const pluralOf = (kind: string): string => plurals[kind] ?? kind;
