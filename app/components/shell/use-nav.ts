import { useSearchParams } from "@remix-run/react";
import { withProcess } from "#app/lib/url.ts";
import type { NavItem } from "#packages/core/ui.ts";
import { allowedItems } from "./navigation.ts";
import { useShell } from "./shell-data.ts";

/** The process that somebody looks at who goes between them; `last`: the one before, of a page that names none. */
export function useChosenProcess() {
  const { switching } = useShell();
  const [params] = useSearchParams();
  const named = switching && params.get("processId");
  const find = (name: string | null) =>
    (name && switching?.processes.find(({ id, slug }) => id === name || slug === name)) || null;
  return { chosen: find(named), last: find(named ?? switching?.last ?? null) };
}

/** An address in the process that is looked at. */
export function useInProcess(): (to: string, scope?: NavItem["scope"]) => string {
  const { chosen, last } = useChosenProcess();
  return (to, scope) => {
    const process = scope === "process" ? last : chosen;
    return scope === "platform" ? to : withProcess(to, process?.slug);
  };
}

/** The places that this person may go to, in the process that they look at. */
export function useNav(): NavItem[] {
  const { permissions } = useShell();
  const inProcess = useInProcess();
  return allowedItems(permissions).map((item) => ({ ...item, to: inProcess(item.to, item.scope) }));
}
