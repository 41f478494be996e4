import { capital, nameWords } from "#packages/core/capital.ts";
import { processRoles, type Role } from "#packages/core/permissions.ts";

/** As the table shows them: the mightiest first. */
export const shownRoles: readonly Role[] = [...processRoles].reverse();

/** "senior_operator" → "Senior operator". */
export const roleLabel = (role: string) => capital(nameWords(role));
