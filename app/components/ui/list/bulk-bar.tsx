import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { cx } from "#app/lib/cx.ts";
import type { Selection } from "./use-selection.ts";

interface BulkBarProps {
  selection: Selection;
  table: RefObject<HTMLTableElement>;
  children: ReactNode;
}

/** What can be done with the selected rows; below them, where it stays in view. */
export function BulkBar({ selection, table, children }: BulkBarProps) {
  const count = selection.ids.length;
  const shown = useRef(false);
  useEffect(() => {
    const gone = shown.current && count === 0;
    shown.current = count > 0;
    // What had the focus went away with the bar: it goes back to where selecting begins.
    if (gone && document.activeElement === document.body)
      table.current?.querySelector("input")?.focus({ preventScroll: true });
  }, [count, table]);
  return (
    <div className={cx("sticky bottom-18 z-20 mx-2 lg:bottom-4", count === 0 && "sr-only")}>
      <span role="status" className="sr-only">
        {count > 0 && `${count} selected`}
      </span>
      {count > 0 && (
        <div
          data-bulk-bar
          className="mx-auto flex w-fit max-w-full flex-wrap items-center gap-2 rounded-lg border border-border-strong bg-surface-raised p-2 shadow-xl"
        >
          <span aria-hidden="true" className="figures px-2 font-medium">
            {count} selected
          </span>
          {children}
          <button
            type="button"
            onClick={selection.clear}
            className="min-h-10 px-2 text-text-muted underline sm:min-h-7"
          >
            Clear selection
          </button>
        </div>
      )}
    </div>
  );
}
