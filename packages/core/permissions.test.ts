import { describe, expect, it } from "vitest";
import { permissions } from "#packages/modules.ts";
import { permissionsFor, permissionsOf } from "./access.ts";
import type { HubDb } from "./database.ts";
import { platformProcess } from "./partition.ts";
import {
  almighty,
  can,
  internalRoles,
  isInternalRole,
  isRole,
  levelOf,
  type Permission,
  processRoles,
  type Role,
  roles,
} from "./permissions.ts";

const listed = (text: string) => text.split(/\s+/).filter(Boolean).sort();

/** SPEC § 1, written out by hand: what the seed's service desk gives each role. */
const bundles: [Role, number, string][] = [
  [
    "admin",
    30,
    `bookings.view bookings.edit bookings.cancel bookings.refund users.view users.edit users.delete users.wallet
     providers.view providers.edit providers.approve providers.delete complaints.view complaints.assign complaints.resolve
     complaints.escalate ops.priority_queue.view ops.priority_queue.review ops.priority_queue.full_access ops.metrics.view
     ops.metrics.export ops.alerts.view ops.alerts.manage_rules ops.alerts.manage_subscriptions ops.staff.view ops.staff.edit
     ops.staff.delete ops.config.view ops.config.edit ops.audit.view`,
  ],
  [
    "manager",
    20,
    `bookings.view users.view providers.view complaints.view ops.priority_queue.view ops.metrics.view ops.alerts.view
     ops.staff.view ops.config.view ops.audit.view bookings.edit bookings.cancel bookings.refund users.edit
     complaints.assign complaints.resolve complaints.escalate ops.priority_queue.review ops.metrics.export
     ops.alerts.manage_subscriptions`,
  ],
  [
    "senior_operator",
    15,
    `bookings.view bookings.edit bookings.cancel bookings.refund users.view users.edit providers.view complaints.view
     complaints.assign complaints.resolve complaints.escalate ops.priority_queue.view ops.priority_queue.review
     ops.metrics.view ops.alerts.view`,
  ],
  [
    "operator",
    12,
    `bookings.view bookings.edit bookings.cancel users.view providers.view complaints.view complaints.assign
     complaints.resolve complaints.escalate ops.priority_queue.view ops.priority_queue.review ops.alerts.view`,
  ],
  [
    "support",
    6,
    "bookings.view users.view complaints.view complaints.escalate ops.priority_queue.view ops.alerts.view",
  ],
  [
    "analyst",
    7,
    `bookings.view providers.view complaints.view ops.priority_queue.view ops.metrics.view ops.metrics.export
     ops.alerts.view`,
  ],
  [
    "viewer",
    8,
    `bookings.view users.view providers.view complaints.view ops.priority_queue.view ops.metrics.view ops.alerts.view
     ops.staff.view`,
  ],
];

/** The seed's 31. */
const desk = new Set([...listed(bundles[0]?.[2] ?? ""), "system.admin"]);
const deskOf = (role: Role): string[] =>
  permissionsOf(role)
    .filter((name) => desk.has(name))
    .sort();

/** The operations hub's, each with the roles that have it beside super admins and platform admins. */
const working = "viewer analyst support operator senior_operator manager admin";
const hub: Record<string, string> = {
  "dashboard.view": working,
  "incidents.view": working,
  "incidents.create": "operator senior_operator manager admin",
  "incidents.update": "operator senior_operator manager admin",
  "incidents.assign": "manager admin",
  "incidents.delete": "admin",
  "deleted.view": "manager admin",
  "escalations.view": working,
  "escalations.run": "operator senior_operator manager admin",
  "escalations.manage": "manager admin",
  "on_call.view": working,
  "on_call.manage": "manager admin",
  "activity.view": working,
  "audit.view": "admin",
  "outbox.view": "admin",
  "outbox.retry": "admin",
  "jobs.view": "admin",
  "jobs.manage": "admin",
  "members.view": working,
  "members.manage": "admin",
  "processes.view": working,
  "processes.edit": "admin",
  "views.use": working,
  "views.manage": "admin",
  "tickets.own": "growth operator senior_operator manager admin",
  "portal.view": "client",
  "support.read": "support_tier_1 support_tier_2 support_admin",
  "support.configure": "support_tier_2 support_admin",
  "implementation.work": "implementation_specialist implementation_manager",
  "client_success.view": "client_success",
  "hotline.work": "hotline_operator hotline_supervisor",
  "hotline.supervise": "hotline_supervisor",
  "platform.cross_process": "",
};

describe("the permission table", () => {
  it("has what the modules declare and nothing else: the seed's 31, and the hub's by role", () => {
    const declared = permissions.map(({ name }) => name as Permission);
    expect(declared.toSorted()).toEqual([...desk, ...Object.keys(hub)].sort());
    expect(desk.size).toBe(31);
    const holders = declared
      .filter((name) => !desk.has(name))
      .map((name) => {
        const held = roles.filter(
          (role) => !almighty.some((one) => one === role) && permissionsOf(role).includes(name),
        );
        return [name, held.toSorted()];
      });
    expect(Object.fromEntries(holders)).toEqual(
      Object.fromEntries(Object.entries(hub).map(([name, held]) => [name, listed(held)])),
    );
  });

  it("gives super admins and platform admins all of it", () => {
    for (const role of almighty) expect(permissionsOf(role)).toHaveLength(permissions.length);
  });

  it("gives a role what it carries where it is held: the operating company's roles only in the platform", () => {
    // Not read as long as there are no roles but the built-in ones.
    const db = {} as HubDb;
    expect(permissionsFor(db, "prc_one", { role: "operator" })).toEqual(permissionsOf("operator"));
    expect(permissionsFor(db, "prc_one", { role: "super_admin" })).toEqual([]);
    expect(permissionsFor(db, platformProcess, { role: "super_admin" })).toEqual(permissionsOf("super_admin"));
    expect(permissionsFor(db, "prc_one", { role: "super_admin", heldIn: platformProcess })).toEqual(
      permissionsOf("super_admin"),
    );
  });

  it.each(bundles)("gives %s exactly the %i that the specification names", (role, count, names) => {
    expect(listed(names)).toHaveLength(count);
    expect(deskOf(role)).toEqual(listed(names));
  });

  it("gives an admin all but system.admin", () => {
    expect([...desk].filter((name) => !deskOf("admin").includes(name))).toEqual(["system.admin"]);
  });

  it("gives nobody a permission twice", () => {
    for (const role of roles)
      expect([role, permissionsOf(role).length]).toEqual([role, new Set(permissionsOf(role)).size]);
  });

  it("lets clients, growth and the operating company's people see nothing of a process's work", () => {
    const work: Permission[] = [
      "incidents.view",
      "activity.view",
      "members.view",
      "dashboard.view",
      "escalations.view",
    ];
    for (const role of ["client", "growth", ...internalRoles.filter((one) => one !== "platform_admin")] as const)
      expect([role, work.filter((name) => can(permissionsOf(role), name))]).toEqual([role, []]);
  });

  it("lets only super admins and platform admins cross processes", () => {
    expect(roles.filter((role) => can(permissionsOf(role), "platform.cross_process"))).toEqual([
      "super_admin",
      "platform_admin",
    ]);
  });

  it("keeps people, settings, the audit log and the outbox for admins", () => {
    const kept: Permission[] = ["members.manage", "processes.edit", "audit.view", "outbox.view", "outbox.retry"];
    for (const name of kept)
      expect([name, roles.filter((role) => can(permissionsOf(role), name))]).toEqual([
        name,
        ["admin", "super_admin", "platform_admin"],
      ]);
  });

  it("lets operators and above work incidents, and managers and above assign and plan", () => {
    const ladder = (name: Permission) => processRoles.filter((role) => can(permissionsOf(role), name));
    for (const name of ["incidents.create", "incidents.update", "escalations.run"] as const)
      expect([name, ladder(name)]).toEqual([name, ["operator", "senior_operator", "manager", "admin", "super_admin"]]);
    for (const name of ["incidents.assign", "escalations.manage", "on_call.manage"] as const)
      expect([name, ladder(name)]).toEqual([name, ["manager", "admin", "super_admin"]]);
  });

  it("ranks the ladder as the seed does and leaves clients outside", () => {
    expect(levelOf).toEqual({
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
    });
  });

  it("knows its roles by name", () => {
    expect(roles.every(isRole)).toBe(true);
    expect(["root", "", "Admin", "__proto__", "constructor"].some(isRole)).toBe(false);
    expect(roles.filter(isInternalRole)).toEqual([...internalRoles]);
  });
});
