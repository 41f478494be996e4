import { createContext, useContext, useEffect, useId, useRef, useState, useSyncExternalStore } from "react";

export interface UnsavedText {
  /** Kept on this device as a draft: it is there again when its form is opened the next time. */
  kept: boolean;
  /** The person wants to be rid of it. */
  discard?: () => void;
}

/** The texts that are nowhere but in forms, by the id of the form. */
export class UnsavedTexts {
  #texts = new Map<string, UnsavedText>();
  #listeners = new Set<() => void>();

  add(id: string, text: UnsavedText): void {
    this.#texts.set(id, text);
    this.#tell();
  }

  remove(id: string): void {
    if (this.#texts.delete(id)) this.#tell();
  }

  isEmpty = (): boolean => this.#texts.size === 0;

  allKept = (): boolean => [...this.#texts.values()].every(({ kept }) => kept);

  /** Forgets what is in here and not in another place: it asks for nothing any more. */
  discard(everywhere: UnsavedTexts): void {
    for (const [id, text] of this.#texts) {
      everywhere.remove(id);
      text.discard?.();
    }
    this.#texts.clear();
    this.#tell();
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}

/** Of all forms that are open, whatever they lie in. */
export const unsavedTexts = new UnsavedTexts();

const Scope = createContext<UnsavedTexts | null>(null);

/** What lies in a dialog asks before the dialog is closed, and not before what is around it. */
export const UnsavedScope = Scope.Provider;
export const useUnsavedScope = (): UnsavedTexts => useState(() => new UnsavedTexts())[0];

export const useHoldsUnsaved = (texts: UnsavedTexts): boolean =>
  useSyncExternalStore(
    texts.subscribe,
    () => !texts.isEmpty(),
    () => false,
  );

/** Called by each form that would lose something when it goes: leaving it then asks first. */
export function useUnsaved(dirty: boolean, { kept = false, discard }: Partial<UnsavedText> = {}): void {
  const id = useId();
  const scope = useContext(Scope);
  const latest = useRef(discard);
  useEffect(() => {
    latest.current = discard;
  });
  useEffect(() => {
    if (!dirty) return;
    const text: UnsavedText = { kept, discard: () => latest.current?.() };
    const places = scope ? [unsavedTexts, scope] : [unsavedTexts];
    for (const place of places) place.add(id, text);
    return () => {
      for (const place of places) place.remove(id);
    };
  }, [id, scope, dirty, kept]);
}

/** The same as an element: inside a dialog, of a form whose component lies outside of it. */
export function Unsaved({ when }: { when: boolean }) {
  useUnsaved(when);
  return null;
}
