import type { ReactNode } from "react";
import { cx } from "#app/lib/cx.ts";
import { Icon, type IconName } from "./icon.tsx";

export type NoticeTone = "info" | "success" | "warning" | "danger";

const looks: Record<NoticeTone, { icon: IconName; colours: string }> = {
  info: { icon: "info", colours: "bg-info-soft text-info-text" },
  success: { icon: "circle-check", colours: "bg-success-soft text-success-text" },
  warning: { icon: "triangle-alert", colours: "bg-warning-soft text-warning-text" },
  danger: { icon: "octagon-alert", colours: "bg-danger-soft text-danger-text ring-1 ring-inset ring-danger" },
};

export interface NoticeProps {
  tone?: NoticeTone;
  icon?: IconName;
  /** What is so, in a few words; the text says what follows from it. */
  title?: ReactNode;
  action?: ReactNode;
  /** `status`, `alert`: read out when it appears. Without: it is there from the beginning. */
  role?: "status" | "alert";
  className?: string;
  children?: ReactNode;
}

/** A strip inside a page: something to know before what comes below it. */
export function Notice({ tone = "info", icon, title, action, role, className, children }: NoticeProps) {
  const look = looks[tone];
  return (
    <div
      role={role}
      className={cx("flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md px-3 py-2.5", look.colours, className)}
    >
      <div className="flex min-w-0 flex-1 basis-64 items-start gap-2">
        <Icon name={icon ?? look.icon} className="mt-0.5 size-4 shrink-0" />
        <div className="min-w-0 wrap-anywhere">
          {title && <strong className="font-semibold">{title} </strong>}
          {children}
        </div>
      </div>
      {action && <div className="flex flex-wrap gap-2">{action}</div>}
    </div>
  );
}
