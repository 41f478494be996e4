import {
  Activity,
  CalendarClock,
  Gauge,
  type LucideIcon,
  ScrollText,
  Send,
  ServerCog,
  Settings,
  Siren,
  Users,
  Waypoints,
} from "lucide-react";

export interface NavItem {
  to: string;
  label: string;
  /** Where the phone's bottom bar has room for less. */
  short?: string;
  icon: LucideIcon;
  permission: string;
  /** Follows "g". */
  key: string;
  /** Has a place in the phone's bottom bar; the rest is under More. */
  bottom?: boolean;
}

export const navItems: readonly NavItem[] = [
  { to: "/dashboard", label: "Dashboard", icon: Gauge, permission: "dashboard.view", key: "d", bottom: true },
  { to: "/incidents", label: "Incidents", icon: Siren, permission: "incidents.view", key: "i", bottom: true },
  { to: "/escalations", label: "Escalations", icon: Waypoints, permission: "escalations.view", key: "e" },
  { to: "/on-call", label: "On-call", icon: CalendarClock, permission: "on_call.view", key: "o", bottom: true },
  {
    to: "/activity",
    label: "Activity",
    short: "Feed",
    icon: Activity,
    permission: "activity.view",
    key: "a",
    bottom: true,
  },
  { to: "/outbox", label: "Outbox", icon: Send, permission: "outbox.view", key: "x" },
  { to: "/audit-log", label: "Audit log", icon: ScrollText, permission: "audit.view", key: "l" },
  { to: "/people", label: "People", icon: Users, permission: "members.view", key: "p" },
  { to: "/operations", label: "Operations", icon: ServerCog, permission: "system.admin", key: "r" },
  { to: "/settings", label: "Settings", icon: Settings, permission: "processes.view", key: "s" },
];

export const createIncident = { to: "/incidents/new", permission: "incidents.create" };

export const allowedItems = (permissions: readonly string[]) =>
  navItems.filter(({ permission }) => permissions.includes(permission));
