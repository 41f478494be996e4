import { Link, useSearchParams } from "@remix-run/react";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { clearParams } from "#app/lib/url.ts";

const filters = ["status", "severity", "priority", "assignedToId", "tag", "source", "processId", "q"];

/** Three kinds of nothing: no match for a text, none for the filters, and nothing open at all. */
export function ListEmpty({ mayCreate }: { mayCreate: boolean }) {
  const [params] = useSearchParams();
  const q = params.get("q");
  if (filters.some((name) => params.has(name))) {
    return (
      <EmptyState
        icon="search-x"
        title={q ? `Nothing matches “${q}”` : "No incident fits these filters"}
        action={<ButtonLink to={clearParams(params, filters)}>Show what is active</ButtonLink>}
      >
        {q ? "Try fewer words, or a number such as 142." : "Take a filter away to see more."}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="circle-check"
      title="Nothing is open."
      action={mayCreate && <ButtonLink to="/incidents/new">Create incident</ButtonLink>}
    >
      Resolved incidents are under{" "}
      <Link to="?status=all" className="text-accent-text underline">
        all incidents
      </Link>
      .
    </EmptyState>
  );
}
