import { useState } from "react";
import { holdBack } from "./hold-back.ts";

export interface HeldRows<Row> {
  rows: Row[];
  held: number;
  release: () => void;
}

/** Keeps new rows back, so that nothing moves under the pointer. `view` names what is listed (the URL's search): a change shows all. */
export function useHeldRows<Row>(
  rows: readonly Row[],
  rowId: (row: Row) => string,
  view: string,
  isMine?: (row: Row) => boolean,
): HeldRows<Row> {
  const allIds = () => new Set(rows.map(rowId));
  const [known, setKnown] = useState(() => ({ view, ids: allIds() }));
  const current = known.view === view ? known : { view, ids: allIds() };
  // React's way to derive state from a changed prop without a second paint.
  if (current !== known) setKnown(current);
  const shown = holdBack(rows, rowId, current.ids, isMine);
  return { rows: shown, held: rows.length - shown.length, release: () => setKnown({ view, ids: allIds() }) };
}

/** "3 new": shows them when pressed. */
export function NewRows({ held, onShow }: { held: number; onShow: () => void }) {
  return (
    <div role="status">
      {held > 0 && (
        <button
          type="button"
          onClick={onShow}
          className="figures min-h-10 w-full border-b border-border bg-success-soft px-4 font-medium text-success-text"
        >
          {held} new
        </button>
      )}
    </div>
  );
}
