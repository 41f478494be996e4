import { Link } from "@remix-run/react";
import { Icon } from "#app/components/ui/icon.tsx";
import { createIncident } from "./navigation.ts";
import { openOverlay } from "./overlay-store.ts";
import { ProcessName } from "./process-switcher.tsx";
import { useCan } from "./shell-data.ts";
import { useInProcess } from "./use-nav.ts";

const square = "flex size-11 items-center justify-center rounded-md hover:bg-nav-raised";

/** Phones and tablets; on print the only header. */
export function TopBar() {
  const inProcess = useInProcess();
  const mayCreate = useCan(createIncident.permission);
  return (
    <header
      data-print="header"
      className="sticky top-0 z-30 flex h-12 items-center gap-1 bg-nav pr-1 pl-4 text-nav-strong lg:hidden print:static print:flex"
    >
      <div className="min-w-0 flex-1">
        <ProcessName />
      </div>
      <div data-print="hide" className="flex">
        <button type="button" aria-label="Find or go to" onClick={() => openOverlay("palette")} className={square}>
          <Icon name="search" className="size-5" />
        </button>
        {mayCreate && (
          <Link to={inProcess(createIncident.to)} aria-label="Create incident" className={square}>
            <Icon name="plus" className="size-5" />
          </Link>
        )}
      </div>
    </header>
  );
}
