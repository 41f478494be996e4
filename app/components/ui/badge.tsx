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
