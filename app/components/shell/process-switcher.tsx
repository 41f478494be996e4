import { Link, useLocation } from "@remix-run/react";
import { useEffect } from "react";
import { Icon } from "#app/components/ui/icon.tsx";
import { Popover } from "#app/components/ui/overlay/popover.tsx";
import { cx } from "#app/lib/cx.ts";
import { rememberProcess } from "#app/lib/switching.ts";
import { withProcess } from "#app/lib/url.ts";
import { allowedItems } from "./navigation.ts";
import { useShell } from "./shell-data.ts";
import { useChosenProcess } from "./use-nav.ts";

const choice = "flex min-h-11 items-center gap-2 rounded px-2.5 hover:bg-surface-sunken lg:min-h-8";

/** The name of the process; for those who go between processes a menu of them. Each opens at the page that is open now. */
export function ProcessName() {
  const { process, switching } = useShell();
  return switching ? (
    <ProcessSwitcher />
  ) : (
    <span className="block truncate font-semibold text-nav-strong">{process.name}</span>
  );
}

function ProcessSwitcher() {
  const { switching, permissions } = useShell();
  const { chosen } = useChosenProcess();
  const { pathname, search } = useLocation();
  const slug = chosen?.slug;
  useEffect(() => {
    if (slug) rememberProcess(slug);
  }, [slug]);
  const section = `/${pathname.split("/")[1]}`;
  const item = allowedItems(permissions).find(({ to }) => to === section);
  // A record is of its own process: another one is looked at in its list.
  const here = item && item.scope !== "platform" ? section : "/dashboard";
  return (
    <Popover
      className="flex max-w-full items-center gap-1.5 rounded font-semibold text-nav-strong hover:bg-nav-raised max-lg:min-h-11"
      closeOn={pathname + search}
      label={
        <>
          <span className="truncate">{chosen?.name ?? "All processes"}</span>
          <Icon name="chevrons-up-down" className="size-4 shrink-0" />
          <span className="sr-only">, choose a process</span>
        </>
      }
    >
      <ul className="text-body font-normal">
        <li>
          <Link to="/board" className={cx(choice, "border-b border-border font-medium")}>
            Board of all processes
          </Link>
        </li>
        {switching?.processes.map(({ slug: other, name }) => (
          <li key={other}>
            <Link to={withProcess(here, other)} aria-current={other === slug || undefined} className={choice}>
              <span className="truncate">{name}</span>
              {other === slug && <Icon name="check" className="ml-auto size-4" />}
            </Link>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
