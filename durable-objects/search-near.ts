/** Terms of the index that are looked at for one word: those that begin as it does. */
const mostTerms = 3_000;
const mostNear = 8;
const mostWords = 5;

/** As the index has it: without case and accents. */
const folded = (word: string) => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** How many letters may be wrong. */
const allowed = ({ length }: string): number => (length < 4 ? 0 : length < 6 ? 1 : 2);

/** Letters to be changed, added, left out or swapped with their neighbour; `most` + 1 for whatever is farther. */
export function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let y = 1; y <= one.length; y += 1) {
    const next = [y];
    for (let x = 1; x <= other.length; x += 1) {
      const same = one[y - 1] === other[x - 1];
      let least = Math.min((row[x] ?? 0) + 1, (next[x - 1] ?? 0) + 1, (row[x - 1] ?? 0) + (same ? 0 : 1));
      if (y > 1 && x > 1 && one[y - 1] === other[x - 2] && one[y - 2] === other[x - 1])
        least = Math.min(least, (before[x - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[other.length] ?? 0;
}

/** Terms that a word may have meant. The index has stems: `certificate` is `certif` there. */
function nearTerms(sql: SqlStorage, word: string): string[] {
  const begins = word.slice(0, 1);
  const terms = sql
    .exec<{ term: string }>(
      `SELECT term FROM search_terms WHERE term >= ? AND term < ? LIMIT ${mostTerms}`,
      begins,
      `${begins}\uffff`,
    )
    .toArray()
    .map(({ term }) => term);
  const most = allowed(word);
  const far = (term: string) => (term.length >= 4 && word.startsWith(term) ? 0 : distance(word, term, most));
  return terms
    .map((term) => ({ term, far: far(term) }))
    .filter((one) => one.far <= most)
    .sort((one, other) => one.far - other.far)
    .slice(0, mostNear)
    .map(({ term }) => term);
}

/** For words of which nothing has all as they were typed: each may be misspelt or end otherwise. Null: one is like nothing here. */
export function nearExpression(sql: SqlStorage, query: string): string | null {
  const words =
    folded(query)
      .match(/[\p{L}\p{N}]{2,}/gu)
      ?.slice(0, mostWords) ?? [];
  const groups = words.map((word) => nearTerms(sql, word));
  if (groups.length === 0 || groups.some((terms) => terms.length === 0)) return null;
  return groups.map((terms) => `(${terms.map((term) => `"${term.replaceAll('"', "")}"*`).join(" OR ")})`).join(" AND ");
}
