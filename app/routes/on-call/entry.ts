import type { OnCallRole } from "#packages/on-call/rules.ts";

export interface Entry {
  id: string;
  userId: string;
  role: OnCallRole;
  date: string;
  name: string;
  /** Why they are not paged though they stand here. */
  problem: string | null;
}
