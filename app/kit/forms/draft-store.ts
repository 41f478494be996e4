/** What was typed into a form and not saved yet. */
export interface Draft<Value> {
  /** When it was last typed into, in UTC milliseconds of this device. */
  at: number;
  /** Of the form: sent again after a reload it is still the same act. */
  commandId: string;
  /** Of the record that was edited; null where there is none. */
  version: number | null;
  value: Value;
}

const prefix = "draft ";
const keptMs = 14 * 24 * 60 * 60 * 1000;

/** `form` names the form and the record that it edits. Nobody but this person is shown it. */
export const draftKey = (userId: string, form: string): string => `${prefix}${userId} ${form}`;

/** A device without storage, or with none left, has no drafts; the form works all the same. */
function tried<T>(act: (storage: Storage) => T): T | null {
  try {
    return act(window.localStorage);
  } catch {
    return null;
  }
}

function parsed<Value>(text: string | null): Draft<Value> | null {
  if (text === null) return null;
  try {
    // Written by `writeDraft`, under a key that only it uses.
    return JSON.parse(text) as Draft<Value>;
  } catch {
    return null;
  }
}

const keys = (storage: Storage): string[] => Object.keys(storage).filter((key) => key.startsWith(prefix));

export const readDraft = <Value>(key: string): Draft<Value> | null =>
  tried((storage) => parsed<Value>(storage.getItem(key)));

/** Acts of this window that the server has: a form that is still on the page for a moment does not keep them again. */
const saved = new Set<string>();

/** Whether it will be here again. */
export function writeDraft(key: string, draft: Draft<unknown>): boolean {
  if (saved.has(draft.commandId)) return true;
  const wrote = tried((storage) => {
    storage.setItem(key, JSON.stringify(draft));
    return true;
  });
  return wrote === true;
}

export const dropDraft = (key: string): void => void tried((storage) => storage.removeItem(key));

function dropWhere(isOver: (draft: Draft<unknown> | null) => boolean): void {
  tried((storage) => {
    for (const key of keys(storage)) if (isOver(parsed(storage.getItem(key)))) storage.removeItem(key);
  });
}

/** The server has what was sent under this id. */
export function dropSaved(commandId: string): void {
  saved.add(commandId);
  dropWhere((draft) => draft?.commandId === commandId);
}

export const dropOldDrafts = (now = Date.now()): void =>
  dropWhere((draft) => draft === null || now - draft.at > keptMs);

/** Whoever signs out on purpose leaves nothing of theirs on the device. */
export const dropAllDrafts = (): void => dropWhere(() => true);
