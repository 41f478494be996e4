/**
 * Roles, and how modules declare what one can be allowed to do. Pure and browser-safe: pages ask the same `can` to decide what
 * to offer. What somebody may do is answered by `permissionsFor` (access.ts).
 */

/** Filled by each module's `permissions.ts`, so that a command can't ask for a permission that nothing declares. */
// biome-ignore lint/suspicious/noEmptyInterface: modules merge theirs into it
export interface PermissionNames {}
export type Permission = keyof PermissionNames;

export interface PermissionDeclaration {
  /** `module.action`. */
  name: string;
  /** What it allows, as the page of roles says it. */
  label: string;
  /** The built-in roles that have it, beside those that have every permission. */
  roles: readonly Role[];
  /** Its module is still to come: nothing asks for it, and pages don't list it. */
  planned?: true;
}
/** The same as the register of modules has it. */
export interface DeclaredPermission extends PermissionDeclaration {
  /** Its module, as people call it. */
  module: string;
}
/** What a list of declarations adds to `PermissionNames`. */
export type Declared<T extends readonly PermissionDeclaration[]> = Record<T[number]["name"], true>;

export const processRoles = [
  "viewer",
  "client",
  "analyst",
  "support",
  "growth",
  "operator",
  "senior_operator",
  "manager",
  "admin",
  "super_admin",
] as const;
/** Roles of the operating company's own people; they belong to no client process. */
export const internalRoles = [
  "support_tier_1",
  "support_tier_2",
  "support_admin",
  "implementation_specialist",
  "implementation_manager",
  "client_success",
  "hotline_operator",
  "hotline_supervisor",
  "platform_admin",
] as const;
export const roles = [...processRoles, ...internalRoles] as const;
export type Role = (typeof roles)[number];

/** The ladder of a process's own people, as most permissions follow it: each group with all above it. */
export const admins = ["admin"] as const satisfies Role[];
export const managers = ["manager", ...admins] as const satisfies Role[];
export const seniors = ["senior_operator", ...managers] as const satisfies Role[];
export const operators = ["operator", ...seniors] as const satisfies Role[];
/** Everyone who works in a process: neither clients nor growth. */
export const team = ["viewer", "analyst", "support", ...operators] as const satisfies Role[];

/** They have every permission that any module declares. */
export const almighty = ["super_admin", "platform_admin"] as const satisfies Role[];

/** Whether a built-in role has it. */
export const isGivenTo = (declared: Pick<PermissionDeclaration, "roles">, role: Role): boolean =>
  declared.roles.includes(role) || (almighty as readonly Role[]).includes(role);

/** Rank for "can't hand out a role above the own"; lower is mightier. `null`: outside the ladder. */
export const levelOf: Record<(typeof processRoles)[number], number | null> = {
  super_admin: 1,
  admin: 2,
  manager: 3,
  senior_operator: 4,
  operator: 5,
  growth: 5,
  support: 6,
  analyst: 7,
  viewer: 8,
  client: null,
};

export const can = (permissions: readonly string[], permission: Permission): boolean =>
  permissions.includes(permission);

export const isRole = (value: string): value is Role => (roles as readonly string[]).includes(value);

export const isInternalRole = (role: Role): boolean => (internalRoles as readonly string[]).includes(role);

/** Roles of the operating company: held in the platform and nowhere else, whatever a client's admin may do. */
export const isPlatformRole = (role: Role): boolean => role === "super_admin" || isInternalRole(role);
