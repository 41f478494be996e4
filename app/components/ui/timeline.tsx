import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

/** What happened, one below the other, held together by a line. */
export function TimelineList({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {children}
    </ol>
  );
}

export interface TimelineItemProps {
  icon: IconName;
  /** Who did what, with the time at its end. */
  children: ReactNode;
  /** Below it: the comment, what changed. */
  more?: ReactNode;
}

export function TimelineItem({ icon, children, more }: TimelineItemProps) {
  return (
    <li className="relative flex gap-3 pb-4 before:absolute before:top-7 before:bottom-0 before:left-3.25 before:w-px before:bg-border last:before:hidden">
      <span className="flex size-7 shrink-0 items-center justify-center rounded-full bg-surface-sunken text-text-muted">
        <Icon name={icon} className="size-3.5" />
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <p className="flex flex-wrap items-baseline gap-x-2 wrap-anywhere">{children}</p>
        {more}
      </div>
    </li>
  );
}
