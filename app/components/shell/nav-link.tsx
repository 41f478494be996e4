import { NavLink } from "@remix-run/react";
import { Icon } from "#app/components/ui/icon.tsx";
import { cx } from "#app/lib/cx.ts";
import type { NavItem } from "#packages/core/ui.ts";

export function SidebarLink({ item: { to, label, icon } }: { item: NavItem }) {
  return (
    <NavLink
      to={to}
      prefetch="intent"
      className={({ isActive }) =>
        cx(
          "flex min-h-9 items-center gap-3 rounded-md px-3 hover:bg-nav-raised hover:text-nav-strong",
          isActive
            ? "bg-nav-raised font-semibold text-nav-strong shadow-[inset_3px_0_0_var(--color-accent-bright)]"
            : "text-nav-text",
        )
      }
    >
      <Icon name={icon} className="size-4.5 shrink-0" />
      {label}
    </NavLink>
  );
}

export function BottomLink({ item: { to, label, short, icon } }: { item: NavItem }) {
  return (
    <NavLink
      to={to}
      prefetch="intent"
      className={({ isActive }) => cx(bottomItem, isActive ? "font-semibold text-accent-text" : "text-text-muted")}
    >
      <Icon name={icon} className="size-5.5" />
      {short ?? label}
    </NavLink>
  );
}

export const bottomItem = "flex h-16 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[0.75rem]";
