import type { HubDb, ProcessTable, SearchHit } from "#packages/core/context.ts";
import type { SearchIndex } from "#packages/core/module.ts";
import { matchEnd, matchStart } from "#packages/core/search-marks.ts";
import type { Hub } from "./core.ts";

/** Characters of a column that can be found: hundreds of long comments are more than a row can hold. */
const mostSearched = 100_000;
type AnyIndex = SearchIndex<ProcessTable>;

/** Full-text search lives in the hub: in D1 a virtual table would make the whole database impossible to export. */
export function createSearchTables(hub: Hub, indexes: AnyIndex[]): void {
  for (const index of indexes) {
    const columns = ["id UNINDEXED", ...index.columns].join(", ");
    hub.sql.exec(
      `CREATE VIRTUAL TABLE IF NOT EXISTS search_${index.name} USING fts5(${columns}, tokenize = 'porter unicode61')`,
    );
  }
}

/** Writes a row's document anew. The rowid is the row's number, so replacing it needs no scan. */
export function indexRow(
  hub: Hub,
  db: HubDb,
  index: AnyIndex,
  id: string,
  row: ProcessTable["$inferSelect"] | null,
): void {
  const table = `search_${index.name}`;
  if (!row) {
    hub.sql.exec(`DELETE FROM ${table} WHERE id = ?`, id);
    return;
  }
  const document = index.document(db, row);
  const marks = ["?", "?", ...index.columns.map(() => "?")].join(", ");
  hub.sql.exec(
    `INSERT OR REPLACE INTO ${table} (rowid, id, ${index.columns.join(", ")}) VALUES (${marks})`,
    index.rowid(row),
    id,
    ...index.columns.map((column) => (document[column] ?? "").slice(0, mostSearched)),
  );
}

/** Plain words to an FTS5 query: each word quoted, so nothing in it is an operator; the last may be unfinished. */
export function matchExpression(query: string): string | null {
  const words =
    query
      .normalize("NFKC")
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, 12) ?? [];
  return words.length === 0 ? null : words.map((word) => `"${word}"*`).join(" ");
}

export function search(hub: Hub, index: AnyIndex, query: string, limit: number): SearchHit[] {
  const match = matchExpression(query);
  if (!match) return [];
  const weights = index.columns.map((_, place) => Math.max(1, 10 - 3 * place)).join(", ");
  // Ordered by FTS5's own `rank`, it makes a passage only of the matches that are shown; by `bm25()`, of every match.
  return hub.sql
    .exec<{ id: string; snippet: string }>(
      `SELECT id, snippet(search_${index.name}, -1, ?, ?, '…', 16) AS snippet FROM search_${index.name}
       WHERE search_${index.name} MATCH ? AND rank MATCH 'bm25(0, ${weights})' ORDER BY rank LIMIT ?`,
      matchStart,
      matchEnd,
      match,
      limit,
    )
    .toArray();
}
