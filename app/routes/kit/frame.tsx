import { Link, NavLink, Outlet } from "@remix-run/react";
import { useEffect } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { RouteError } from "#app/components/ui/feedback/route-error.tsx";
import { cx } from "#app/lib/cx.ts";
import { markHydrated } from "#app/lib/hydrated.ts";
import { setTheme, themes } from "#app/lib/theme.ts";
import { requireLocalStart } from "./local-start.server.ts";
import { parts } from "./parts.ts";

export const loader = requireLocalStart;

/** The gallery's frame: outside of the shell, so that nothing but the primitives is on the page. */
export default function KitFrame() {
  useEffect(markHydrated, []);
  return (
    <>
      <header className="border-b border-border bg-surface-raised">
        <div className="mx-auto flex max-w-5xl flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-6">
          <Link to="/kit" className="font-semibold text-heading no-underline">
            Kit
          </Link>
          <nav aria-label="Parts" className="flex flex-wrap gap-1">
            {parts.map(({ to, label }) => (
              <NavLink
                key={to}
                to={to}
                className={({ isActive }) =>
                  cx("rounded-md px-2.5 py-1.5 hover:bg-surface-sunken", isActive && "bg-surface-sunken font-medium")
                }
              >
                {label}
              </NavLink>
            ))}
          </nav>
          <div className="ml-auto flex gap-1">
            {themes.map((theme) => (
              <Button key={theme} variant="ghost" size="small" onClick={() => setTheme(theme)}>
                {theme}
              </Button>
            ))}
          </div>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto flex max-w-5xl flex-col gap-10 px-4 py-8 focus:outline-none sm:px-6"
      >
        <Outlet />
      </main>
    </>
  );
}

export function ErrorBoundary() {
  return (
    <main>
      <RouteError />
    </main>
  );
}
