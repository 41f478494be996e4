import { Link } from "@remix-run/react";
import { Icon } from "#app/components/ui/icon.tsx";
import { createIncident } from "./navigation.ts";
import { openOverlay } from "./overlay-store.ts";
import { useCan, useShell } from "./shell-data.ts";

const square = "flex size-11 items-center justify-center rounded-md hover:bg-nav-raised";

/** Phones and tablets; on print the only header. */
export function TopBar() {
  const { process } = useShell();
  const mayCreate = useCan(createIncident.permission);
  return (
    <header
      data-print="header"
      className="sticky top-0 z-30 flex h-12 items-center gap-1 bg-nav pr-1 pl-4 text-nav-strong lg:hidden print:static print:flex"
    >
      <p className="min-w-0 flex-1 truncate font-semibold">{process.name}</p>
      <div data-print="hide" className="flex">
        <button type="button" aria-label="Find or go to" onClick={() => openOverlay("palette")} className={square}>
          <Icon name="search" className="size-5" />
        </button>
        {mayCreate && (
          <Link to={createIncident.to} aria-label="Create incident" className={square}>
            <Icon name="plus" className="size-5" />
          </Link>
        )}
      </div>
    </header>
  );
}
