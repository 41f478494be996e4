/** The rows already known, in their present state and order, and one's own. With nothing on the page yet there is nothing to keep still. */
export function holdBack<Row>(
  rows: readonly Row[],
  rowId: (row: Row) => string,
  known: ReadonlySet<string>,
  isMine: (row: Row) => boolean = () => false,
): Row[] {
  return known.size === 0 ? [...rows] : rows.filter((row) => known.has(rowId(row)) || isMine(row));
}
