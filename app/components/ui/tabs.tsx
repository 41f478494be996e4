import { Link, NavLink, useSearchParams } from "@remix-run/react";
import { cx } from "#app/lib/cx.ts";
import { setParam } from "#app/lib/url.ts";

export interface Tab {
  to: string;
  label: string;
  count?: number;
  /** Current only at exactly this address. */
  end?: boolean;
}

/** Parts of one thing, each with an address of its own. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="flex gap-5 overflow-x-auto border-b border-border">
      {tabs.map((tab) => (
        <NavLink
          key={tab.to}
          to={tab.to}
          end={tab.end}
          prefetch="intent"
          className={({ isActive }) =>
            cx(
              "-mb-px flex min-h-11 items-center gap-1.5 border-b-2 whitespace-nowrap sm:min-h-9",
              isActive
                ? "border-accent font-semibold text-heading"
                : "border-transparent text-text-muted hover:text-text",
            )
          }
        >
          {tab.label}
          {tab.count !== undefined && <span className="figures text-small">{tab.count}</span>}
        </NavLink>
      ))}
    </nav>
  );
}

export interface SegmentedControlProps {
  label: string;
  /** The search parameter that holds the choice. */
  param: string;
  /** The first is what an absent parameter means. */
  options: readonly { value: string; label: string }[];
}

export function SegmentedControl({ label, param, options }: SegmentedControlProps) {
  const [params] = useSearchParams();
  const first = options[0]?.value;
  const current = params.get(param) ?? first;
  return (
    <nav aria-label={label} className="inline-flex w-fit rounded-md bg-surface-sunken p-0.5">
      {options.map(({ value, label: text }) => (
        <Link
          key={value}
          to={setParam(params, param, value === first ? null : value)}
          replace
          preventScrollReset
          aria-current={value === current ? "true" : undefined}
          className={cx(
            "flex min-h-10 items-center rounded px-3 sm:min-h-8",
            value === current
              ? "bg-surface-raised font-medium text-heading shadow-sm"
              : "text-text-muted hover:text-text",
          )}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
