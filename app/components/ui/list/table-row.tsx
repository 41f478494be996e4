import { Link, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { Checkbox } from "#app/components/ui/form/controls.tsx";
import { cx } from "#app/lib/cx.ts";
import { useGlow } from "#app/live/glow.tsx";
import { type Column, roomOf } from "./table-props.ts";
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

/** A table row where there is room; else two lines: lead and title, then what else matters. */
export function TableRow<Row>({ id, row, columns, href, opensOver, label, selection }: TableRowProps<Row>) {
  const glow = useGlow(id);
  const chosen = selection?.has(id) ?? false;
  return (
    <tr
      data-row={id}
      className={cx(
        "group relative border-b border-border last:border-b-0 hover:bg-surface-sunken/60 has-[a[data-row-link]:focus-visible]:bg-surface-sunken",
        // What nobody has and nobody will be paged for is found by a squint, in every list alike.
        "has-data-unattended:bg-danger-soft has-data-unattended:shadow-[inset_4px_0_0_var(--color-danger)]",
        chosen && "bg-accent/10",
        glow && "animate-glow",
      )}
    >
      {selection && (
        <td className="cell-select relative z-10">
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
          className={cx(`cell-${column.phone}`, column.align === "end" && "cell-end-aligned", roomOf(column))}
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
