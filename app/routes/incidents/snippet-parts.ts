import { matchEnd, matchStart } from "#packages/core/search-marks.ts";

interface Part {
  /** Where it begins: its key. */
  at: number;
  match: string;
  rest: string;
}

/** Splits at the marks that the search puts around what matched. */
export function partsOf(snippet: string): Part[] {
  let at = 0;
  return snippet.split(matchStart).map((piece, index) => {
    const start = at;
    at += piece.length + 1;
    if (index === 0) return { at: start, match: "", rest: piece };
    const [match = "", ...rest] = piece.split(matchEnd);
    return { at: start, match, rest: rest.join("") };
  });
}

interface Named {
  number: string;
  title: string;
  tags: string[];
}

/** Whether a passage says more than the row's own title: what the search knows of the title begins with the number and ends with the tags. */
export function saysMore(snippet: string, { number, title, tags }: Named): boolean {
  const words = snippet.replaceAll(matchStart, "").replaceAll(matchEnd, "").replaceAll("…", "");
  return !`${number} ${title} ${tags.join(" ")}`.includes(words.trim());
}
