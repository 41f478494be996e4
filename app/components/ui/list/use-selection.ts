import { useCallback, useMemo, useRef, useState } from "react";
import { applySelection } from "#app/lib/selection.ts";

export interface Selection {
  ids: string[];
  has: (id: string) => boolean;
  /** `range`: from the last one pressed to this one, as shift does. */
  toggle: (id: string, range?: boolean) => void;
  toggleAll: () => void;
  clear: () => void;
}

/** What is selected among the rows now on the page; a row that left the page is no longer selected. */
export function useSelection(rowIds: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);
  const ids = useMemo(() => rowIds.filter((id) => chosen.has(id)), [rowIds, chosen]);
  const toggle = useCallback(
    (id: string, range = false) => {
      // Read before the update runs: by then the anchor has moved.
      const from = range ? anchor.current : null;
      anchor.current = id;
      setChosen((now) => applySelection(rowIds, now, id, from));
    },
    [rowIds],
  );
  const clear = useCallback(() => setChosen(new Set()), []);
  return {
    ids,
    has: (id) => chosen.has(id),
    toggle,
    toggleAll: () => setChosen(ids.length === rowIds.length ? new Set() : new Set(rowIds)),
    clear,
  };
}
