import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "#app/lib/cx.ts";
import { Mark, type MarkName } from "./marks.tsx";

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
  /** Instead of `icon` on what stands in every row. */
  mark?: MarkName;
  title?: string;
  children: ReactNode;
}

export function Badge({ tone = "neutral", icon: Icon, mark, title, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={cx(
        "figures inline-flex h-6 w-fit max-w-full items-center gap-1 rounded px-1.5 text-small font-medium whitespace-nowrap",
        tones[tone],
      )}
    >
      {Icon && <Icon aria-hidden="true" className="size-3.5 shrink-0" strokeWidth={2.5} />}
      {mark && <Mark name={mark} />}
      {children}
    </span>
  );
}

interface Look {
  tone: Tone;
  mark: MarkName;
  word: string;
}

export type Severity = "SEV0" | "SEV1" | "SEV1A" | "SEV2" | "SEV3" | "SEV4";

export const severityLook: Record<Severity, Look> = {
  SEV0: { tone: "alarm", mark: "octagon", word: "Emergency" },
  SEV1: { tone: "alarm", mark: "triangle", word: "Critical" },
  SEV1A: { tone: "danger", mark: "triangle", word: "Severe" },
  SEV2: { tone: "warning", mark: "diamond", word: "High" },
  SEV3: { tone: "info", mark: "circle", word: "Medium" },
  SEV4: { tone: "neutral", mark: "minus", word: "Low" },
};

/** `withWord` adds what the number means: "SEV1 Critical". */
export function SeverityBadge({ severity, withWord = false }: { severity: Severity; withWord?: boolean }) {
  const { tone, mark, word } = severityLook[severity];
  return (
    <Badge tone={tone} mark={mark} title={withWord ? undefined : `${severity}: ${word}`}>
      <span className="font-bold">{severity}</span>
      {withWord && ` ${word}`}
    </Badge>
  );
}

/** Of an incident that somebody has, and that was escalated by hand since. */
export function EscalatedBadge() {
  return (
    <Badge tone="danger" mark="dot" title="Escalated since: it needs an acknowledgement again">
      Escalated
    </Badge>
  );
}

export type IncidentStatus = "open" | "acknowledged" | "in_progress" | "resolved";

export const statusLook: Record<IncidentStatus, Look> = {
  open: { tone: "danger", mark: "dot", word: "Open" },
  acknowledged: { tone: "warning", mark: "circle", word: "Acknowledged" },
  in_progress: { tone: "info", mark: "play", word: "In progress" },
  resolved: { tone: "success", mark: "check", word: "Resolved" },
};

export function StatusBadge({ status }: { status: IncidentStatus }) {
  const { tone, mark, word } = statusLook[status];
  return (
    <Badge tone={tone} mark={mark}>
      {word}
    </Badge>
  );
}

export type Priority = "critical" | "high" | "medium" | "low";

export const priorityLook: Record<Priority, Look> = {
  critical: { tone: "danger", mark: "chevrons", word: "Critical" },
  high: { tone: "warning", mark: "up", word: "High" },
  medium: { tone: "neutral", mark: "minus", word: "Medium" },
  low: { tone: "neutral", mark: "down", word: "Low" },
};

export function PriorityBadge({ priority }: { priority: Priority }) {
  const { tone, mark, word } = priorityLook[priority];
  return (
    <Badge tone={tone} mark={mark} title={`Priority: ${word}`}>
      {word}
    </Badge>
  );
}
