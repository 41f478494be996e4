import { day } from "./clock.ts";
import type { HubDb, ProcessTable } from "./database.ts";
import type { Permission } from "./permissions.ts";

/** How long a deleted record can be brought back. */
export const undoneForMs = 30 * day;

/** That records of a kind can be deleted, and brought back. */
export interface Deletable<T extends ProcessTable = ProcessTable> {
  /** To do either. */
  permission: Permission;
  /** Whether people must say why. */
  reason: "required" | "optional";
  /** Why a record can't come back as things are now: a whole sentence that says what to do. */
  conflict?(db: HubDb, row: T["$inferSelect"]): string | null;
}
