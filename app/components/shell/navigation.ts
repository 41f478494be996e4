import { navItems } from "#app/register.ts";

export const createIncident = { to: "/incidents/new", permission: "incidents.create" } as const;

export const allowedItems = (permissions: readonly string[]) =>
  navItems.filter(({ permission }) => permissions.includes(permission));
