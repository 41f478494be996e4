/**
 * The permission catalogue and the bundles that roles carry: one table, shown in the product and asked on every command.
 * Pure and browser-safe: pages use the same `can` to decide what to offer.
 */

import { platformProcess } from "./partition.ts";

/** The service desk's permissions, each `module.action`. */
export const serviceDeskPermissions = [
  "bookings.view",
  "bookings.edit",
  "bookings.cancel",
  "bookings.refund",
  "users.view",
  "users.edit",
  "users.delete",
  "users.wallet",
  "providers.view",
  "providers.edit",
  "providers.approve",
  "providers.delete",
  "complaints.view",
  "complaints.assign",
  "complaints.resolve",
  "complaints.escalate",
  "ops.priority_queue.view",
  "ops.priority_queue.review",
  "ops.priority_queue.full_access",
  "ops.metrics.view",
  "ops.metrics.export",
  "ops.alerts.view",
  "ops.alerts.manage_rules",
  "ops.alerts.manage_subscriptions",
  "ops.staff.view",
  "ops.staff.edit",
  "ops.staff.delete",
  "ops.config.view",
  "ops.config.edit",
  "ops.audit.view",
  "system.admin",
] as const;

/** The operations hub's permissions. */
export const hubPermissions = [
  "dashboard.view",
  "incidents.view",
  "incidents.create",
  "incidents.update",
  "incidents.assign",
  "escalations.view",
  "escalations.run",
  "escalations.manage",
  "on_call.view",
  "on_call.manage",
  "activity.view",
  "audit.view",
  "outbox.view",
  "outbox.retry",
  "jobs.view",
  "jobs.manage",
  "members.view",
  "members.manage",
  "processes.view",
  "processes.edit",
  "tickets.own",
  "portal.view",
  "support.read",
  "support.configure",
  "implementation.work",
  "client_success.view",
  "hotline.work",
  "hotline.supervise",
  "platform.cross_process",
] as const;

export type Permission = (typeof serviceDeskPermissions)[number] | (typeof hubPermissions)[number];

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

const family = (prefix: string) => serviceDeskPermissions.filter((name) => name.startsWith(prefix));
const everyOperation = (excluded: readonly Permission[]) => hubPermissions.filter((name) => !excluded.includes(name));

const queueViews: Permission[] = ["ops.priority_queue.view", "ops.alerts.view"];
const desk: Record<"viewer" | "analyst" | "support" | "agent" | "senior" | "manager" | "admin", Permission[]> = {
  viewer: [
    "bookings.view",
    "users.view",
    "providers.view",
    "complaints.view",
    ...queueViews,
    "ops.metrics.view",
    "ops.staff.view",
  ],
  analyst: [
    "bookings.view",
    "providers.view",
    "complaints.view",
    ...queueViews,
    "ops.metrics.view",
    "ops.metrics.export",
  ],
  support: ["bookings.view", "users.view", "complaints.view", "complaints.escalate", ...queueViews],
  agent: [
    "bookings.view",
    "bookings.edit",
    "bookings.cancel",
    "users.view",
    "providers.view",
    ...family("complaints."),
    ...queueViews,
    "ops.priority_queue.review",
  ],
  senior: [
    ...family("bookings."),
    "users.view",
    "users.edit",
    "providers.view",
    ...family("complaints."),
    ...queueViews,
    "ops.priority_queue.review",
    "ops.metrics.view",
  ],
  manager: [
    ...serviceDeskPermissions.filter((name) => name.endsWith(".view")),
    ...(["bookings.edit", "bookings.cancel", "bookings.refund", "users.edit"] as const),
    ...(["complaints.assign", "complaints.resolve", "complaints.escalate"] as const),
    ...(["ops.priority_queue.review", "ops.metrics.export", "ops.alerts.manage_subscriptions"] as const),
  ],
  admin: serviceDeskPermissions.filter((name) => name !== "system.admin"),
};

const reading: Permission[] = [
  "dashboard.view",
  "incidents.view",
  "escalations.view",
  "on_call.view",
  "activity.view",
  "members.view",
  "processes.view",
];
const operating: Permission[] = [...reading, "incidents.create", "incidents.update", "escalations.run", "tickets.own"];
const managing: Permission[] = [...operating, "incidents.assign", "escalations.manage", "on_call.manage"];
const ofOtherPeople: Permission[] = [
  "portal.view",
  "support.read",
  "support.configure",
  "implementation.work",
  "client_success.view",
  "hotline.work",
  "hotline.supervise",
  "platform.cross_process",
];
const administering = everyOperation(ofOtherPeople);

/** Who may do what. An admin's custom roles will be further rows of this table. */
export const permissionsOf: Record<Role, readonly Permission[]> = {
  viewer: [...desk.viewer, ...reading],
  client: ["portal.view"],
  analyst: [...desk.analyst, ...reading],
  support: [...desk.support, ...reading],
  growth: ["tickets.own"],
  operator: [...desk.agent, ...operating],
  senior_operator: [...desk.senior, ...operating],
  manager: [...desk.manager, ...managing],
  admin: [...desk.admin, ...administering],
  super_admin: [...serviceDeskPermissions, ...hubPermissions],
  support_tier_1: ["support.read"],
  support_tier_2: ["support.read", "support.configure"],
  support_admin: ["support.read", "support.configure"],
  implementation_specialist: ["implementation.work"],
  implementation_manager: ["implementation.work"],
  client_success: ["client_success.view"],
  hotline_operator: ["hotline.work"],
  hotline_supervisor: ["hotline.work", "hotline.supervise"],
  platform_admin: [...serviceDeskPermissions, ...hubPermissions],
};

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

/** What a role may do where it is held: one of the operating company's that stands in a client's process may nothing. */
export const permissionsIn = (processId: string, role: Role): readonly Permission[] =>
  isPlatformRole(role) && processId !== platformProcess ? [] : permissionsOf[role];
