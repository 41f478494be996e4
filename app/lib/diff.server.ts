import { diffWordsWithSpace } from "diff";

/** Longer texts are shown one after the other: what comparing costs grows with their product. */
const mostLetters = 20_000;

export interface DiffPart {
  kind: "same" | "added" | "removed";
  text: string;
}

/** What became of a text, word by word. */
export function diffOf(before: string, after: string): DiffPart[] {
  if (before.length + after.length > mostLetters)
    return [
      { kind: "removed", text: before },
      { kind: "added", text: after },
    ];
  return diffWordsWithSpace(before, after).map(({ added, removed, value }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value,
  }));
}
