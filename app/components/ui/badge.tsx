import type { ReactNode } from "react";
import { Icon, type IconName } from "#app/components/ui/icon.tsx";
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
  icon?: IconName;
  title?: string;
  children: ReactNode;
}

export function Badge({ tone = "neutral", icon, title, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={cx(
        "figures inline-flex h-6 w-fit max-w-full items-center gap-1 rounded px-1.5 text-small font-medium whitespace-nowrap",
        tones[tone],
      )}
    >
      {icon && <Icon name={icon} className="size-3.5 shrink-0" strokeWidth={2.5} />}
      {children}
    </span>
  );
}

interface Look {
  tone: Tone;
  icon: IconName;
  word: string;
}

export type Severity = "SEV0" | "SEV1" | "SEV1A" | "SEV2" | "SEV3" | "SEV4";

export const severityLook: Record<Severity, Look> = {
  SEV0: { tone: "alarm", icon: "octagon-alert", word: "Emergency" },
  SEV1: { tone: "alarm", icon: "triangle-alert", word: "Critical" },
  SEV1A: { tone: "danger", icon: "triangle-alert", word: "Severe" },
  SEV2: { tone: "warning", icon: "diamond", word: "High" },
  SEV3: { tone: "info", icon: "circle", word: "Medium" },
  SEV4: { tone: "neutral", icon: "minus", word: "Low" },
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

/** Of an incident that somebody has, and that was escalated by hand since. */
export function EscalatedBadge() {
  return (
    <Badge tone="danger" icon="circle-dot" title="Escalated since: it needs an acknowledgement again">
      Escalated
    </Badge>
  );
}

export type IncidentStatus = "open" | "acknowledged" | "in_progress" | "resolved";

export const statusLook: Record<IncidentStatus, Look> = {
  open: { tone: "danger", icon: "circle-dot", word: "Open" },
  acknowledged: { tone: "warning", icon: "circle", word: "Acknowledged" },
  in_progress: { tone: "info", icon: "play", word: "In progress" },
  resolved: { tone: "success", icon: "circle-check", word: "Resolved" },
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
  critical: { tone: "danger", icon: "chevrons-up", word: "Critical" },
  high: { tone: "warning", icon: "arrow-up", word: "High" },
  medium: { tone: "neutral", icon: "minus", word: "Medium" },
  low: { tone: "neutral", icon: "arrow-down", word: "Low" },
};

export function PriorityBadge({ priority }: { priority: Priority }) {
  const { tone, icon, word } = priorityLook[priority];
  return (
    <Badge tone={tone} icon={icon} title={`Priority: ${word}`}>
      {word}
    </Badge>
  );
}
