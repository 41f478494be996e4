import { useSearchParams } from "@remix-run/react";
import type { ReactNode } from "react";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { clearParams } from "#app/lib/url.ts";
import type { Empty } from "./list-shown.ts";
import type { Things } from "./row-act.ts";

interface ListEmptyProps {
  /** Parameters that narrow the list. */
  narrowedBy: readonly string[];
  things: Things;
  empty: Empty;
  create: ReactNode;
}

/** Three kinds of nothing: no match for a text, none for the filters, and nothing at all. */
export function ListEmpty({ narrowedBy, things: [one, several], empty, create }: ListEmptyProps) {
  const [params] = useSearchParams();
  const q = params.get("q");
  if (!q && !narrowedBy.some((name) => params.has(name)))
    return (
      <EmptyState icon={empty.icon} title={empty.title} action={create}>
        {empty.text}
      </EmptyState>
    );
  return (
    <EmptyState
      icon="search-x"
      title={q ? `Nothing matches “${q}”` : `No ${one} fits these filters`}
      action={
        <ButtonLink to={clearParams(params, [...narrowedBy, "q"])}>Show the {several} without filters</ButtonLink>
      }
    >
      {q ? "Try fewer words." : "Take a filter away to see more."}
    </EmptyState>
  );
}
