import { Link, useLocation } from "@remix-run/react";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { clearParams } from "#app/lib/url.ts";
import { ChoiceChip } from "./choice-chip.tsx";
import { DateChip } from "./date-chip.tsx";
import { type Filter, paramsOf } from "./filter.ts";
import { useTargetParams } from "./use-target-params.ts";

interface FilterChipsProps {
  filters: readonly Filter[];
  /** Beside the chips, such as what keeps them. */
  children?: ReactNode;
}

/** Each chip says what it filters: "Status: Open, Acknowledged". The URL holds the state. */
export function FilterChips({ filters, children }: FilterChipsProps) {
  const params = useTargetParams();
  const root = useRef<HTMLFieldSetElement>(null);
  const focusNext = useFocusNext(root);
  const active = filters.flatMap(paramsOf).filter((name) => params.has(name));
  return (
    <fieldset ref={root} className="flex min-w-0 flex-wrap items-center gap-2">
      <legend className="sr-only">Filters</legend>
      {filters.map((filter) => {
        const shared = { params, onClosing: () => focusNext(filter.label) };
        return "param" in filter ? (
          <ChoiceChip key={filter.label} filter={filter} {...shared} />
        ) : (
          <DateChip key={filter.label} filter={filter} {...shared} />
        );
      })}
      {active.length > 0 && (
        <Link
          to={clearParams(params, active)}
          onClick={() => focusNext(filters[0]?.label ?? "")}
          preventScrollReset
          className="inline-flex min-h-10 items-center px-1 text-small text-text-muted underline hover:text-text sm:min-h-8"
        >
          Clear filters
        </Link>
      )}
      {children}
    </fieldset>
  );
}

/** What was pressed goes away with the new address: the focus goes to the button of the chip that was named then. */
function useFocusNext(root: RefObject<HTMLElement>): (label: string) => void {
  const { search } = useLocation();
  const next = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address is what it waits for
  useEffect(() => {
    const label = next.current;
    next.current = null;
    if (label === null) return;
    const chip = root.current?.querySelector(`[data-chip="${CSS.escape(label)}"]`);
    chip?.querySelector<HTMLElement>("summary, button")?.focus({ preventScroll: true });
  }, [search, root]);
  return (label) => {
    next.current = label;
  };
}
