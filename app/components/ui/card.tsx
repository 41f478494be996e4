import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { cx } from "#app/lib/cx.ts";

export interface CardProps {
  title?: ReactNode;
  /** At the right of the title: a link or a small button. */
  action?: ReactNode;
  className?: string;
  /** Content meets the edges: tables and lists. */
  flush?: boolean;
  /** What the part is called where it has no title. */
  label?: string;
  children: ReactNode;
}

export function Card({ title, action, flush = false, label, className, children }: CardProps) {
  return (
    <section aria-label={label} className={cx("rounded-lg border border-border bg-surface-raised", className)}>
      {(title || action) && (
        <header className="flex min-h-12 items-center justify-between gap-3 px-4 pt-3">
          {title && <h2 className="font-semibold">{title}</h2>}
          {action}
        </header>
      )}
      <div className={flush ? (title || action ? "pt-2" : undefined) : "p-4"}>{children}</div>
    </section>
  );
}

export interface StatCardProps {
  label: string;
  value: ReactNode;
  /** The list that the number counts. */
  to: string;
  note?: ReactNode;
  tone?: "normal" | "danger" | "warning";
}

const tones = {
  normal: { card: "border-border bg-surface-raised hover:border-border-strong", value: "text-heading" },
  danger: { card: "border-danger bg-danger-soft", value: "text-danger-text" },
  warning: { card: "border-warning bg-warning-soft", value: "text-warning-text" },
};

export function StatCard({ label, value, to, note, tone = "normal" }: StatCardProps) {
  const { card, value: colour } = tones[tone];
  return (
    <div className={cx("relative flex flex-col justify-between rounded-lg border px-2 py-2.5 sm:px-4 sm:py-3", card)}>
      <p className="text-small text-text-muted wrap-anywhere">{label}</p>
      <Link
        to={to}
        prefetch="intent"
        className={cx("figures text-title", colour, "after:absolute after:inset-0 after:rounded-lg")}
      >
        {value}
        <span className="sr-only">, see the list</span>
      </Link>
      {note && <p className="text-small text-text-muted max-sm:hidden">{note}</p>}
    </div>
  );
}
