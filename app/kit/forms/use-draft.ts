import { useCallback, useEffect, useRef, useState } from "react";
import { useShell } from "#app/components/shell/shell-data.ts";
import { type DraftSlot, takeSlot } from "./draft-slot.ts";
import { type Draft, draftKey, dropDraft, dropOldDrafts, readDraft, writeDraft } from "./draft-store.ts";

const writeAfterMs = 300;

export interface KeptDraft<Value> {
  /** Called when there is text; what was kept a moment ago is replaced. Null: there is none (any more). */
  keep: (draft: Omit<Draft<Value>, "at"> | null) => void;
  /** When what was restored was typed; null: nothing was, or it is gone. */
  restoredAt: number | null;
  /** What is typed will be here again; false on a device without storage or with none left, or with the form open in too many windows. */
  kept: boolean;
  /** Forgets it, because it was saved or is not wanted. */
  drop: () => void;
}

/**
 * Keeps what is typed on this device until it is saved: after a reload, a lost session or a new release it is here again.
 * `form` names the form and its record; `restore` is called once, after the page is there, with what an earlier visit left.
 */
export function useDraft<Value>(form: string, restore: (draft: Draft<Value>) => void): KeptDraft<Value> {
  const key = draftKey(useShell().user.id, form);
  const slot = useRef<DraftSlot | null>(null);
  const waiting = useRef<{ draft: Omit<Draft<Value>, "at"> | null } | null>(null);
  const [restoredAt, setRestoredAt] = useState<number | null>(null);
  const [kept, setKept] = useState(true);
  const latest = useRef(restore);
  useEffect(() => {
    latest.current = restore;
  });

  const flush = useCallback(() => {
    if (!slot.current || !waiting.current) return;
    const { draft } = waiting.current;
    waiting.current = null;
    if (draft) setKept(writeDraft(slot.current.key, { at: Date.now(), ...draft }));
    else dropDraft(slot.current.key);
  }, []);

  useEffect(() => {
    let gone = false;
    takeSlot(key).then((taken) => {
      if (gone) return taken?.release();
      slot.current = taken;
      setKept(taken !== null);
      dropOldDrafts();
      const left = taken && readDraft<Value>(taken.key);
      // Whoever began to type before this has something newer.
      if (!left || waiting.current?.draft) return flush();
      waiting.current = null;
      setRestoredAt(left.at);
      latest.current(left);
    });
    window.addEventListener("pagehide", flush);
    return () => {
      gone = true;
      window.removeEventListener("pagehide", flush);
      flush();
      slot.current?.release();
      slot.current = null;
    };
  }, [key, flush]);

  const timer = useRef<ReturnType<typeof setTimeout>>();
  const keep = useCallback(
    (draft: Omit<Draft<Value>, "at"> | null) => {
      waiting.current = { draft };
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, writeAfterMs);
    },
    [flush],
  );
  const drop = useCallback(() => {
    waiting.current = { draft: null };
    flush();
    setRestoredAt(null);
  }, [flush]);
  return { keep, restoredAt, kept, drop };
}
