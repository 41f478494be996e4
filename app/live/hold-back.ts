/** The rows already known, in their present state and order, and one's own. With nothing on the page yet there is nothing to keep still. */
export function holdBack<Row>(
  rows: readonly Row[],
  rowId: (row: Row) => string,
  known: ReadonlySet<string>,
  isMine: (row: Row) => boolean = () => false,
): Row[] {
  return known.size === 0 ? [...rows] : rows.filter((row) => known.has(rowId(row)) || isMine(row));
}

/** What is shown stays where it is: each row in its present state, those that have left as they were, and others at the end. */
export function inPlace<Row>(shown: readonly Row[], rows: readonly Row[], rowId: (row: Row) => string): Row[] {
  const present = new Map(rows.map((row) => [rowId(row), row]));
  const kept = shown.map((row) => present.get(rowId(row)) ?? row);
  const places = new Set(shown.map(rowId));
  return [...kept, ...rows.filter((row) => !places.has(rowId(row)))];
}
