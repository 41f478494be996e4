/** Somebody else's edit of the same field. */
export interface Conflict {
  /** What the field holds now. */
  theirs: string;
  version: number;
  /** Who wrote it last; null: that is not known. */
  who: string | null;
}

export interface Edited {
  ok: boolean;
  message: string;
  conflict?: Conflict;
}

/** What came of an act on an incident. */
export interface Acted extends Edited {
  intent: string;
  /** Problems by field of the form. */
  fields?: Record<string, string[]>;
}
