import { utf8Bytes } from "./mirror-sql.ts";

/** The hub's database and D1 hold at most 2,000,000 bytes in a row; the rest is for its numbers. */
const mostRowBytes = 1_990_000;

/** A row that neither store could hold. The command that wanted to write it is refused. */
export class RowTooLarge extends Error {
  constructor() {
    super("A row is larger than the databases can hold.");
  }
}

/** Refuses values that don't fit into one row. Characters are counted first: only what may be too large is measured. */
export function fitsInRow(values: readonly unknown[]): void {
  const texts = values.filter((value) => typeof value === "string");
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  if (characters * 3 <= mostRowBytes) return;
  if (texts.reduce((sum, text) => sum + utf8Bytes(text), 0) > mostRowBytes) throw new RowTooLarge();
}
