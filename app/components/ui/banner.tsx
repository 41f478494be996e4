import type { ReactNode } from "react";
import { cx } from "#app/lib/cx.ts";
import { Icon, type IconName } from "./icon.tsx";

export interface BannerProps {
  /** `alarm`: somebody has to act now. */
  tone: "info" | "warning" | "alarm";
  icon?: IconName;
  action?: ReactNode;
  children: ReactNode;
}

const tones = {
  info: "bg-info-soft text-info-text",
  warning: "bg-warning-soft text-warning-text",
  alarm: "bg-danger text-on-danger",
};

/** Across the top of every page, as long as it is so. The slot for it is in the shell, above the page. */
export function Banner({ tone, icon = "triangle-alert", action, children }: BannerProps) {
  return (
    <div
      role={tone === "alarm" ? "alert" : "status"}
      data-print="hide"
      className={cx("flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2 sm:px-6 lg:px-8", tones[tone])}
    >
      <Icon name={icon} className="size-4 shrink-0" />
      <div className="min-w-0 flex-1 basis-48 wrap-anywhere">{children}</div>
      {action}
    </div>
  );
}
