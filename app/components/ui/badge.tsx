import {
  ArrowDown,
  ArrowUp,
  ChevronsUp,
  Circle,
  CircleCheck,
  CircleDot,
  Diamond,
  type LucideIcon,
  Minus,
  OctagonAlert,
  Play,
  TriangleAlert,
} from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "#app/lib/cx.ts";

export type Tone = "neutral" | "info" | "success" | "warning" | "danger" | "alarm";

const tones: Record<Tone, string> = {
  neutral: "bg-surface-sunken text-text",
  info: "bg-info-soft text-info-text",
  success: "bg-success-soft text-success-text",
  warning: "bg-warning-soft text-warning-text",
  danger: "bg-danger-soft text-danger-text ring-1 ring-inset ring-danger",
  // Solid, the only badge that is: what must be found by a squint.
  alarm: "bg-danger text-on-danger",
};

export interface BadgeProps {
  tone?: Tone;
  icon?: LucideIcon;
  title?: string;
  children: ReactNode;
}

export function Badge({ tone = "neutral", icon: Icon, title, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={cx(
        "figures inline-flex h-6 w-fit items-center gap-1 rounded px-1.5 text-small font-medium whitespace-nowrap",
        tones[tone],
      )}
    >
      {Icon && <Icon aria-hidden="true" className="size-3.5 shrink-0" strokeWidth={2.5} />}
      {children}
    </span>
  );
}

interface Look {
  tone: Tone;
  icon: LucideIcon;
  word: string;
}

export type Severity = "SEV0" | "SEV1" | "SEV1A" | "SEV2" | "SEV3" | "SEV4";

export const severityLook: Record<Severity, Look> = {
  SEV0: { tone: "alarm", icon: OctagonAlert, word: "Emergency" },
  SEV1: { tone: "alarm", icon: TriangleAlert, word: "Critical" },
  SEV1A: { tone: "danger", icon: TriangleAlert, word: "Severe" },
  SEV2: { tone: "warning", icon: Diamond, word: "High" },
  SEV3: { tone: "info", icon: Circle, word: "Medium" },
  SEV4: { tone: "neutral", icon: Minus, word: "Low" },
};

/** `withWord` adds what the number means: "SEV1 Critical". */
export function SeverityBadge({ severity, withWord = false }: { severity: Severity; withWord?: boolean }) {
  const { tone, icon, word } = severityLook[severity];
  return (
    <Badge tone={tone} icon={icon} title={withWord ? undefined : `${severity}: ${word}`}>
      <span className="font-bold">{severity}</span>
      {withWord && ` ${word}`}
    </Badge>
  );
}

export type IncidentStatus = "open" | "acknowledged" | "in_progress" | "resolved";

export const statusLook: Record<IncidentStatus, Look> = {
  open: { tone: "danger", icon: CircleDot, word: "Open" },
  acknowledged: { tone: "warning", icon: Circle, word: "Acknowledged" },
  in_progress: { tone: "info", icon: Play, word: "In progress" },
  resolved: { tone: "success", icon: CircleCheck, word: "Resolved" },
};

export function StatusBadge({ status }: { status: IncidentStatus }) {
  const { tone, icon, word } = statusLook[status];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}

export type Priority = "critical" | "high" | "medium" | "low";

export const priorityLook: Record<Priority, Look> = {
  critical: { tone: "danger", icon: ChevronsUp, word: "Critical" },
  high: { tone: "warning", icon: ArrowUp, word: "High" },
  medium: { tone: "neutral", icon: Minus, word: "Medium" },
  low: { tone: "neutral", icon: ArrowDown, word: "Low" },
};

export function PriorityBadge({ priority }: { priority: Priority }) {
  const { tone, icon, word } = priorityLook[priority];
  return (
    <Badge tone={tone} icon={icon} title={`Priority: ${word}`}>
      {word}
    </Badge>
  );
}
