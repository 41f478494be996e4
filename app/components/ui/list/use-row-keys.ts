import type { RefObject } from "react";
import { useHotkeys } from "#app/components/ui/use-hotkeys.ts";

/** j and k walk the rows' links; Enter then opens one, as on every link. */
export function useRowKeys(table: RefObject<HTMLElement>) {
  const move = (step: 1 | -1) => {
    const links = [...(table.current?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [])];
    const at = links.findIndex((link) => link.matches(":focus"));
    const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step;
    links[next]?.focus();
    links[next]?.scrollIntoView({ block: "nearest" });
  };
  useHotkeys({ j: () => move(1), k: () => move(-1) });
}

/** The row that has the focus, for shortcuts that act on it. */
export function focusedRow(): string | null {
  return document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset.row ?? null;
}
