import { processRoles, type Role } from "#packages/core/permissions.ts";

/** As the table shows them: the mightiest first. */
export const shownRoles: readonly Role[] = [...processRoles].reverse();

/** "senior_operator" → "Senior operator". */
export const roleLabel = (role: string) => role.charAt(0).toUpperCase() + role.slice(1).replaceAll("_", " ");
