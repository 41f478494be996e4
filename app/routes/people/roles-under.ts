import { levelOf, processRoles } from "#packages/core/permissions.ts";

/** Roles at or under one's own, and those outside the ladder: the rule that the server keeps, so that the list offers no other. */
export function rolesUnder(role: string): string[] {
  const own = processRoles.find((each) => each === role);
  const level = own ? levelOf[own] : 1;
  return processRoles.filter((each) => each !== "super_admin" && (levelOf[each] ?? 99) >= (level ?? 1));
}
