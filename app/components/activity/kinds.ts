import {
  Activity,
  ArrowUpCircle,
  BellRing,
  CalendarClock,
  CircleCheck,
  CircleDot,
  type LucideIcon,
  MessageSquare,
  Send,
  Settings,
  Siren,
  TriangleAlert,
  User,
  UserX,
  Waypoints,
} from "lucide-react";

/** What the feed can be narrowed to, as `matchesType` reads it. */
export const feedTypes = [
  { value: "incident", label: "Incidents" },
  { value: "page", label: "Pages" },
  { value: "on_call", label: "On-call" },
  { value: "chain", label: "Chains" },
  { value: "delivery", label: "Messages" },
  { value: "user", label: "People" },
  { value: "process", label: "Settings" },
] as const;

interface Kind {
  icon: LucideIcon;
  /** Of the icon: only what asks for attention has a colour. */
  tone: string;
}

const byType: Record<string, Kind> = {
  "incident.created": { icon: Siren, tone: "text-danger-text" },
  "incident.reopened": { icon: Siren, tone: "text-danger-text" },
  "incident.resolved": { icon: CircleCheck, tone: "text-success-text" },
  "incident.acknowledged": { icon: CircleDot, tone: "text-success-text" },
  "incident.paged": { icon: BellRing, tone: "text-warning-text" },
  "incident.unreachable": { icon: UserX, tone: "text-danger-text" },
  "incident.escalating": { icon: ArrowUpCircle, tone: "text-warning-text" },
  "incident.escalated": { icon: ArrowUpCircle, tone: "text-danger-text" },
  "incident.exhausted": { icon: UserX, tone: "text-warning-text" },
  "incident.commented": { icon: MessageSquare, tone: "text-text-muted" },
};

const byEntity: Record<string, LucideIcon> = {
  incident: Siren,
  chain: Waypoints,
  on_call: CalendarClock,
  delivery: Send,
  user: User,
  session: User,
  process: Settings,
  error: TriangleAlert,
};

export const kindOf = (type: string, entity: string): Kind =>
  byType[type] ?? { icon: byEntity[entity] ?? Activity, tone: "text-text-muted" };
