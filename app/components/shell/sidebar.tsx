import { ButtonLink } from "#app/components/ui/button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { SidebarLink } from "./nav-link.tsx";
import { createIncident } from "./navigation.ts";
import { openOverlay } from "./overlay-store.ts";
import { ProcessName } from "./process-switcher.tsx";
import { useCan } from "./shell-data.ts";
import { useInProcess, useNav } from "./use-nav.ts";
import { UserMenu } from "./user-menu.tsx";

export function Sidebar() {
  const items = useNav();
  const inProcess = useInProcess();
  const mayCreate = useCan(createIncident.permission);
  return (
    <header
      data-print="hide"
      className="fixed inset-y-0 left-0 z-30 hidden w-60 flex-col gap-4 bg-nav p-3 text-nav-text lg:flex"
    >
      <div className="flex items-center gap-2.5 px-2 pt-2">
        <img src="/icons/icon.svg" alt="" width={28} height={28} />
        <div className="min-w-0">
          <ProcessName />
          <p className="text-small">D2C OPs</p>
        </div>
      </div>
      {mayCreate && (
        <ButtonLink to={inProcess(createIncident.to)} variant="primary">
          <Icon name="plus" className="size-4" />
          Create incident
        </ButtonLink>
      )}
      <button
        type="button"
        onClick={() => openOverlay("palette")}
        className="flex min-h-9 items-center gap-3 rounded-md border border-nav-raised px-3 hover:bg-nav-raised hover:text-nav-strong"
      >
        <Icon name="search" className="size-4" />
        Find or go to
        <span className="ml-auto text-small">⌘/Ctrl K</span>
      </button>
      <nav aria-label="Main" className="flex flex-1 flex-col gap-0.5 overflow-y-auto">
        {items.map((item) => (
          <SidebarLink key={item.to} item={item} />
        ))}
      </nav>
      <UserMenu />
    </header>
  );
}
