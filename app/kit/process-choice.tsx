import { Link, useSearchParams } from "@remix-run/react";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { FilterChips } from "#app/components/ui/list/filter-chips.tsx";
import { setParam, withProcess } from "#app/lib/url.ts";
import type { Choice } from "./choice.ts";
import { processFilter } from "./list/filters.ts";

/** The chip of a page without other filters. */
export function ProcessChip({ choice }: { choice: Choice }) {
  const filters = processFilter(choice);
  return filters.length > 0 ? <FilterChips filters={filters} /> : null;
}

/** In place of a page that is about one process while none is chosen. */
export function ChooseProcess({ choice: { processes }, what }: { choice: Choice; what: string }) {
  const [params] = useSearchParams();
  return (
    <div className="rounded-lg border border-border bg-surface-raised">
      <EmptyState icon="building-complex" title="Choose a process">
        <p>{what}</p>
        <ul className="mt-4 flex flex-wrap justify-center gap-2">
          {processes?.map(({ slug, name }) => (
            <li key={slug}>
              <Link
                to={setParam(params, "processId", slug)}
                className="inline-flex min-h-11 items-center rounded-md border border-border-strong px-3 font-medium text-text wrap-anywhere hover:bg-surface-sunken sm:min-h-9"
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </EmptyState>
    </div>
  );
}

/** An address that keeps the chosen process. */
export function useKeepProcess(): (path: string) => string {
  const [params] = useSearchParams();
  const process = params.get("processId");
  return (path) => withProcess(path, process);
}
