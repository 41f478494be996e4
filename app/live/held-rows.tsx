import { type ReactNode, useEffect, useState } from "react";
import { cx } from "#app/lib/cx.ts";
import { rowsAreBeingRead, whenNotRead } from "./being-read.ts";
import { holdBack, inPlace } from "./hold-back.ts";

export interface HeldRows<Row> {
  rows: Row[];
  held: number;
  /** Those that are held. */
  waiting: readonly Row[];
  release: () => void;
}

interface Shown<Row> {
  /** Names what is listed. */
  view: string;
  /** What was loaded last. */
  loaded: readonly Row[];
  known: ReadonlySet<string>;
  rows: Row[];
  /** Rows have moved or left, which is not shown yet. */
  settles: boolean;
}

/**
 * Keeps the list still. New rows wait for "3 new"; while somebody is about to press a row none moves and none leaves, and the
 * list settles when they are done. `view` names what is listed (the URL's search): a change shows all.
 */
export function useHeldRows<Row>(
  rows: readonly Row[],
  rowId: (row: Row) => string,
  view: string,
  isMine?: (row: Row) => boolean,
): HeldRows<Row> {
  const all = (): Shown<Row> => ({
    view,
    loaded: rows,
    known: new Set(rows.map(rowId)),
    rows: [...rows],
    settles: false,
  });
  const [shown, setShown] = useState(all);
  const next = (still: boolean): Shown<Row> => {
    const { known } = shown;
    const fresh = holdBack(rows, rowId, known, isMine);
    const kept = still ? inPlace(shown.rows, fresh, rowId) : fresh;
    const settles = kept.length !== fresh.length || kept.some((row, place) => row !== fresh[place]);
    return { view, loaded: rows, known: known.size === 0 ? new Set(rows.map(rowId)) : known, rows: kept, settles };
  };
  const isNews = shown.view !== view || shown.loaded !== rows;
  const current = !isNews ? shown : shown.view !== view ? all() : next(rowsAreBeingRead());
  // React's way to derive state from a changed prop without a second paint.
  if (isNews) setShown(current);
  const { settles } = current;
  useEffect(() => (settles ? whenNotRead(() => setShown(next(false))) : undefined));
  const waiting = rows.filter((row) => !current.known.has(rowId(row)) && !isMine?.(row));
  return { rows: current.rows, held: waiting.length, waiting, release: () => setShown(all()) };
}

/** How the worst of the rows that wait looks, where one is worse than another. */
export interface HeldLook {
  mark: ReactNode;
  alarm: boolean;
}

interface NewRowsProps {
  held: number;
  /** There are even more. */
  more?: boolean;
  look?: HeldLook | undefined;
  onShow: () => void;
}

/** "3 new": shows them when pressed. */
export function NewRows({ held, more = false, look, onShow }: NewRowsProps) {
  return (
    <div role="status">
      {held > 0 && (
        <button
          type="button"
          onClick={onShow}
          className={cx(
            "figures flex min-h-10 w-full items-center justify-center gap-2 border-b px-4 font-medium",
            look?.alarm ? "border-danger bg-danger-soft text-danger-text" : "border-border bg-info-soft text-info-text",
          )}
        >
          {look?.mark}
          <span>
            {held}
            {more && "+"} new
          </span>
        </button>
      )}
    </div>
  );
}
