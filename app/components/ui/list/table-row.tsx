import { Link, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { Checkbox } from "#app/components/ui/form/controls.tsx";
import { cx } from "#app/lib/cx.ts";
import { useGlow } from "#app/live/glow.tsx";
import type { Column } from "./table-props.ts";
import type { Selection } from "./use-selection.ts";

interface TableRowProps<Row> {
  id: string;
  row: Row;
  columns: readonly Column<Row>[];
  href: string | undefined;
  opensOver: boolean;
  label: string | undefined;
  selection: Selection | undefined;
}

const phones: Record<Column<unknown>["phone"], string> = {
  lead: "max-sm:order-0",
  // Breaks a long word rather than widen the page, and keeps room for some words beside columns that don't break.
  title: "wrap-anywhere sm:min-w-28 max-sm:order-1 max-sm:min-w-0 max-sm:flex-1 max-sm:font-medium",
  end: "max-sm:order-2",
  meta: "max-sm:order-3 max-sm:text-small max-sm:text-text-muted",
  // Without a width of its own it never starts a third line.
  fill: "max-sm:order-3 max-sm:min-w-0 max-sm:flex-1 max-sm:truncate max-sm:text-small max-sm:text-text-muted",
  hide: "max-sm:hidden",
};

/** A table row on large screens; on phones two lines: lead and title, then what else matters. */
export function TableRow<Row>({ id, row, columns, href, opensOver, label, selection }: TableRowProps<Row>) {
  const glow = useGlow(id);
  const chosen = selection?.has(id) ?? false;
  return (
    <tr
      data-row={id}
      aria-selected={selection ? chosen : undefined}
      className={cx(
        "group relative border-b border-border last:border-b-0 hover:bg-surface-sunken/60 has-[a[data-row-link]:focus-visible]:bg-surface-sunken",
        "max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-2 max-sm:gap-y-1 max-sm:px-4 max-sm:py-3",
        chosen && "bg-accent/10",
        glow && "animate-glow",
      )}
    >
      {selection && (
        <td className="relative z-10 pl-4 max-sm:order-2 max-sm:pl-0">
          <Checkbox
            label={`Select ${label ?? id}`}
            labelHidden
            checked={chosen}
            onChange={(event) => {
              const press = event.nativeEvent;
              selection.toggle(id, press instanceof MouseEvent && press.shiftKey);
            }}
          />
        </td>
      )}
      {columns.map((column) => (
        <td
          key={column.key}
          className={cx(
            "h-11 px-2 first:pl-4 last:pr-4 max-sm:h-auto max-sm:p-0! max-sm:empty:hidden",
            column.align === "end" && "sm:text-right",
            phones[column.phone],
            column.className && `${column.className} max-sm:w-auto`,
          )}
        >
          {column.phone === "title" && href ? (
            <RowLink href={href} opensOver={opensOver}>
              {column.cell(row)}
            </RowLink>
          ) : (
            column.cell(row)
          )}
          {column.below?.(row)}
          {column.phone === "title" && glow && (
            <span className="ml-2 text-small font-normal text-info-text">{glow}</span>
          )}
        </td>
      ))}
      {/* Breaks the line between the two on phones. */}
      <td aria-hidden="true" className="hidden p-0! max-sm:order-2 max-sm:block max-sm:basis-full" />
    </tr>
  );
}

/** Covers the whole row, so that the row is the link and every gesture of a link works on it. */
function RowLink({ href, opensOver, children }: { href: string; opensOver: boolean; children: ReactNode }) {
  const { search } = useLocation();
  return (
    <Link
      to={href}
      state={{ list: search }}
      preventScrollReset={opensOver}
      prefetch="intent"
      data-row-link
      className="line-clamp-2 after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
    >
      {children}
    </Link>
  );
}
