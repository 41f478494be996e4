/** Toggles `id`; with `from`, gives every row between the two the state that `id` gets. */
export function applySelection(
  rowIds: readonly string[],
  chosen: ReadonlySet<string>,
  id: string,
  from: string | null,
): Set<string> {
  const next = new Set(chosen);
  const on = !next.has(id);
  const start = from === null ? -1 : rowIds.indexOf(from);
  const end = rowIds.indexOf(id);
  const range = start < 0 || end < 0 ? [id] : rowIds.slice(Math.min(start, end), Math.max(start, end) + 1);
  for (const each of range) {
    if (on) next.add(each);
    else next.delete(each);
  }
  return next;
}
