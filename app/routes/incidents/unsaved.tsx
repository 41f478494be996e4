import { createContext, type ReactNode, useCallback, useContext, useEffect, useId, useState } from "react";

type Report = (id: string, dirty: boolean) => void;
const Unsaved = createContext<Report>(() => {});

/** Knows whether any form inside holds text that is not saved. */
export function UnsavedProvider({ children }: { children: (dirty: boolean) => ReactNode }) {
  const [dirty, setDirty] = useState<ReadonlySet<string>>(new Set());
  const report = useCallback<Report>((id, now) => {
    setDirty((before) => {
      if (before.has(id) === now) return before;
      const after = new Set(before);
      if (now) after.add(id);
      else after.delete(id);
      return after;
    });
  }, []);
  return <Unsaved.Provider value={report}>{children(dirty.size > 0)}</Unsaved.Provider>;
}

/** Called by each form that would lose something. */
export function useUnsaved(dirty: boolean) {
  const id = useId();
  const report = useContext(Unsaved);
  useEffect(() => {
    report(id, dirty);
    return () => report(id, false);
  }, [report, id, dirty]);
}
