import type { Permission } from "./permissions.ts";
import { register } from "./register.ts";

let declared: ReadonlyMap<string, Permission> | null = null;

/** Called once, with what the modules say of their lists (`Module.lists`). */
export function declareLists(lists: [page: string, permission: Permission][]): void {
  declared = register("lists", lists);
}

/** What it takes to open the list at this address; null: there is none. */
export function listPermission(page: string): Permission | null {
  if (declared === null) throw new Error("Lists are asked for before packages/modules.ts was loaded.");
  return declared.get(page) ?? null;
}
