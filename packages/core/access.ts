import type { HubDb } from "./database.ts";
import { platformProcess } from "./partition.ts";
import {
  isGivenTo,
  isPlatformRole,
  type Permission,
  type PermissionDeclaration,
  type Role,
  roles,
} from "./permissions.ts";
import { register } from "./register.ts";

/** Somebody whose rights are asked for. */
export interface Holder {
  role: Role;
  /** The process where they have this role; the one asked about unless it says otherwise (a visitor's). */
  heldIn?: string;
}

let bundles: ReadonlyMap<Role, readonly Permission[]> | null = null;

/** Called once, by the register of modules: what all of them declare. Two of one name are a mistake of the release and throw. */
export function declarePermissions(declared: readonly PermissionDeclaration[]): void {
  const known = register(
    "permissions",
    declared.map((one) => [one.name, one] as const),
  );
  bundles = new Map(
    roles.map((role) => {
      const held = [...known.values()].filter((one) => isGivenTo(one, role)).map(({ name }) => name);
      // `PermissionNames` has the names of all declarations; a test holds the two together.
      return [role, held as Permission[]];
    }),
  );
}

/** What a built-in role carries where it may be held. */
export function permissionsOf(role: Role): readonly Permission[] {
  if (!bundles) throw new Error("Permissions are asked for before packages/modules.ts was loaded.");
  return bundles.get(role) ?? [];
}

/**
 * What somebody may do in a process: the only place that answers it. One of the operating company's roles that stands in a
 * client's process may nothing. The process's own roles, once an admin can make some, are read here from its rows.
 */
export function permissionsFor(
  _db: HubDb,
  processId: string,
  { role, heldIn = processId }: Holder,
): readonly Permission[] {
  return isPlatformRole(role) && heldIn !== platformProcess ? [] : permissionsOf(role);
}
