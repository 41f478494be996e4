import type { ReactNode } from "react";
import { Icon, type IconName } from "#app/components/ui/icon.tsx";

export interface EmptyStateProps {
  icon?: IconName;
  /** What is so: "Nobody is on call tonight". */
  title: string;
  /** What to do about it. */
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ icon = "inbox", title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-12 text-center">
      <Icon name={icon} className="size-8 text-border-strong" strokeWidth={1.5} />
      <p className="font-semibold text-heading">{title}</p>
      {children && <div className="max-w-sm text-text-muted">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}

export interface ErrorStateProps {
  icon: IconName;
  /** What happened. */
  title: string;
  /** What was kept. */
  kept?: string;
  /** What to do. */
  todo: string;
  code?: string | number;
  requestId?: string | undefined;
  action?: ReactNode;
  /** The heading of a page, or of a part of one. */
  level?: "h1" | "h2";
}

export function ErrorState({
  icon,
  title,
  kept,
  todo,
  code,
  requestId,
  action,
  level: Heading = "h1",
}: ErrorStateProps) {
  return (
    <div className="flex flex-col items-start gap-3 py-10">
      <Icon name={icon} className="size-8 text-warning" strokeWidth={1.75} />
      <Heading className="text-title">{title}</Heading>
      {kept && <p>{kept}</p>}
      <p>{todo}</p>
      {action && <div className="mt-1 flex flex-wrap gap-2">{action}</div>}
      {(code !== undefined || requestId) && (
        <p className="figures text-small text-text-muted">
          {code !== undefined && <>Code {code}</>}
          {code !== undefined && requestId && " · "}
          {requestId && (
            <>
              Request <code className="select-all">{requestId}</code>
            </>
          )}
        </p>
      )}
    </div>
  );
}
