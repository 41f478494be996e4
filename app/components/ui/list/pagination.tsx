import { useSearchParams } from "@remix-run/react";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { pageParam, setParam } from "#app/lib/url.ts";

export interface PaginationProps {
  /** The list's `nextCursor`; null on the last page. */
  nextCursor: string | null;
  /** Where the list can walk back; without it "Newer" leads to the first page. */
  previousCursor?: string | null;
  /** "1–50 of 1,204", if it is known. */
  summary?: string;
}

export function Pagination({ nextCursor, previousCursor, summary }: PaginationProps) {
  const [params] = useSearchParams();
  const onFirstPage = !params.has("cursor") && !params.has("before");
  if (onFirstPage && nextCursor === null)
    return summary ? <p className="figures p-4 text-small text-text-muted">{summary}</p> : null;
  return (
    <nav aria-label="Pages" data-print="hide" className="flex items-center gap-2 px-4 py-3">
      <span className="figures mr-auto text-small text-text-muted">{summary}</span>
      {!onFirstPage && (
        <ButtonLink
          size="small"
          to={previousCursor ? pageParam(params, "before", previousCursor) : setParam(params, "cursor", null)}
        >
          <Icon name="chevron-left" className="size-4" />
          {previousCursor ? "Newer" : "Newest"}
        </ButtonLink>
      )}
      {nextCursor !== null && (
        <ButtonLink size="small" to={pageParam(params, "cursor", nextCursor)}>
          Older
          <Icon name="chevron-right" className="size-4" />
        </ButtonLink>
      )}
    </nav>
  );
}
