import {
  admins,
  type Declared,
  managers,
  operators,
  type PermissionDeclaration,
  seniors,
  team,
} from "#packages/core/permissions.ts";

/**
 * What roles carry for modules that are still to come: the service desk's catalogue, then the operating company's own. Each
 * line moves to the `permissions.ts` of its module when that comes. This file is the whole of it until then.
 */
export const plannedPermissions = [
  { name: "bookings.view", label: "See bookings", roles: team, planned: true },
  { name: "bookings.edit", label: "Change bookings", roles: operators, planned: true },
  { name: "bookings.cancel", label: "Cancel bookings", roles: operators, planned: true },
  { name: "bookings.refund", label: "Refund bookings", roles: seniors, planned: true },
  { name: "users.view", label: "See customers", roles: ["viewer", "support", ...operators], planned: true },
  { name: "users.edit", label: "Change customers", roles: seniors, planned: true },
  { name: "users.delete", label: "Delete customers", roles: admins, planned: true },
  { name: "users.wallet", label: "Change customers' wallets", roles: admins, planned: true },
  { name: "providers.view", label: "See providers", roles: ["viewer", "analyst", ...operators], planned: true },
  { name: "providers.edit", label: "Change providers", roles: admins, planned: true },
  { name: "providers.approve", label: "Approve providers", roles: admins, planned: true },
  { name: "providers.delete", label: "Delete providers", roles: admins, planned: true },
  { name: "complaints.view", label: "See complaints", roles: team, planned: true },
  { name: "complaints.assign", label: "Assign complaints", roles: operators, planned: true },
  { name: "complaints.resolve", label: "Resolve complaints", roles: operators, planned: true },
  { name: "complaints.escalate", label: "Escalate complaints", roles: ["support", ...operators], planned: true },
  { name: "ops.priority_queue.view", label: "See the priority queue", roles: team, planned: true },
  { name: "ops.priority_queue.review", label: "Review the priority queue", roles: operators, planned: true },
  { name: "ops.priority_queue.full_access", label: "Have the whole priority queue", roles: admins, planned: true },
  { name: "ops.metrics.view", label: "See the metrics", roles: ["viewer", "analyst", ...seniors], planned: true },
  { name: "ops.metrics.export", label: "Export the metrics", roles: ["analyst", ...managers], planned: true },
  { name: "ops.alerts.view", label: "See alerts", roles: team, planned: true },
  { name: "ops.alerts.manage_rules", label: "Change the alerts' rules", roles: admins, planned: true },
  { name: "ops.alerts.manage_subscriptions", label: "Subscribe people to alerts", roles: managers, planned: true },
  { name: "ops.staff.view", label: "See the staff", roles: ["viewer", ...managers], planned: true },
  { name: "ops.staff.edit", label: "Change the staff", roles: admins, planned: true },
  { name: "ops.staff.delete", label: "Delete staff", roles: admins, planned: true },
  { name: "ops.config.view", label: "See the configuration", roles: managers, planned: true },
  { name: "ops.config.edit", label: "Change the configuration", roles: admins, planned: true },
  { name: "ops.audit.view", label: "See the service desk's audit log", roles: managers, planned: true },
  { name: "tickets.own", label: "Raise tickets", roles: ["growth", ...operators], planned: true },
  { name: "portal.view", label: "Use the client portal", roles: ["client"], planned: true },
  {
    name: "support.read",
    label: "Read as the support team",
    roles: ["support_tier_1", "support_tier_2", "support_admin"],
    planned: true,
  },
  {
    name: "support.configure",
    label: "Configure as the support team",
    roles: ["support_tier_2", "support_admin"],
    planned: true,
  },
  {
    name: "implementation.work",
    label: "Work on implementation projects",
    roles: ["implementation_specialist", "implementation_manager"],
    planned: true,
  },
  { name: "client_success.view", label: "See how clients are doing", roles: ["client_success"], planned: true },
  {
    name: "hotline.work",
    label: "Work on the hotline",
    roles: ["hotline_operator", "hotline_supervisor"],
    planned: true,
  },
  { name: "hotline.supervise", label: "Supervise the hotline", roles: ["hotline_supervisor"], planned: true },
] as const satisfies PermissionDeclaration[];

declare module "#packages/core/permissions.ts" {
  interface PermissionNames extends Declared<typeof plannedPermissions> {}
}
