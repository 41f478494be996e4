import { readDraft } from "./draft-store.ts";

const mostWindows = 6;

export interface DraftSlot {
  key: string;
  release: () => void;
}

/** Held until `release`, or until the window is closed; null: another window holds it. */
function held(name: string): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(null);
        return new Promise<void>((release) => resolve(release));
      })
      .catch(() => resolve(null));
  });
}

/**
 * A place of this window's own for what is typed into a form: two windows with the same form are two texts. One that has a
 * draft which no open window is writing comes before an empty one.
 */
export async function takeSlot(form: string): Promise<DraftSlot | null> {
  if (!("locks" in navigator)) return { key: form, release: () => {} };
  const names = Array.from({ length: mostWindows }, (_, n) => (n === 0 ? form : `${form} ${n}`));
  const withDraft = (name: string) => readDraft(name) !== null;
  const ordered = [...names.filter(withDraft), ...names.filter((name) => !withDraft(name))];
  for (const key of ordered) {
    const release = await held(key);
    if (release) return { key, release };
  }
  return null;
}
