/** A row that an act was not done to, and why. */
export interface NotDone {
  id: string;
  message: string;
}

/** What came of an act on a list: on chosen rows, each wholly or not at all, or on the list itself. */
export interface Acted {
  /** Everything that was asked for was done. */
  ok: boolean;
  /** What was done; where nothing was, why. */
  message: string;
  done: number;
  notDone: NotDone[];
  /** What is wrong with a field of the act's form, by its name. */
  fields?: Record<string, string[]>;
}

export const refused = (message: string, fields?: Record<string, string[]>): Acted => ({
  ok: false,
  message,
  done: 0,
  notDone: [],
  ...(fields ? { fields } : {}),
});
