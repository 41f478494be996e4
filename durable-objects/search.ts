import type { HubDb, ProcessTable, SearchHit } from "#packages/core/context.ts";
import type { SearchIndex } from "#packages/core/module.ts";
import { select } from "#packages/core/rows.ts";
import { matchEnd, matchStart } from "#packages/core/search-marks.ts";
import { type Hub, inTransaction, readMeta, writeMeta } from "./core.ts";

/** Characters of a column that can be found: hundreds of long comments are more than a row can hold. */
const mostSearched = 100_000;
type AnyIndex = SearchIndex<ProcessTable>;

/** Rows and characters that one turn indexes: a page that is due waits for no more than this. */
const rowsPerTurn = 200;
const charactersPerTurn = 1_000_000;

const shapeKey = (index: AnyIndex) => `search:${index.name}:shape`;
/** After which id rows are still to be indexed: `>` and the id; empty when none are. */
const cursorKey = (index: AnyIndex) => `search:${index.name}:refill`;
const shapeOfIndex = (index: AnyIndex) => `${index.version}:${index.columns.join(",")}`;

/**
 * Full-text search lives in the hub: in D1 a virtual table would make the whole database impossible to export. An index of
 * another version or other columns is made anew and filled by `refillSearches`; until then it finds what it has.
 */
export function prepareSearches(hub: Hub, indexes: AnyIndex[]): void {
  for (const index of indexes) {
    if (readMeta(hub, shapeKey(index)) === shapeOfIndex(index)) continue;
    inTransaction(hub, () => {
      const columns = ["id UNINDEXED", ...index.columns].join(", ");
      hub.sql.exec(`DROP TABLE IF EXISTS search_${index.name}`);
      hub.sql.exec(`CREATE VIRTUAL TABLE search_${index.name} USING fts5(${columns}, tokenize = 'porter unicode61')`);
      writeMeta(hub, shapeKey(index), shapeOfIndex(index));
      startRefill(hub, [index]);
    });
  }
}

/** Has every row indexed again, in the turns to come. */
export function startRefill(hub: Hub, indexes: AnyIndex[]): void {
  for (const index of indexes) writeMeta(hub, cursorKey(index), nextRows(hub, index, "").length === 0 ? "" : ">");
}

const nextRows = (hub: Hub, { table }: AnyIndex, after: string) =>
  select(hub.db, table, "WHERE process_id = ? AND id > ? ORDER BY id LIMIT ?", [hub.processId, after, rowsPerTurn]);

export const isRefilling = (hub: Hub, indexes: AnyIndex[]): boolean =>
  indexes.some((index) => (readMeta(hub, cursorKey(index)) ?? "") !== "");

/** Indexes the next rows of an index that is being filled. Rows written meanwhile are indexed by their own commands. */
export function refillSearches(hub: Hub, indexes: AnyIndex[]): void {
  const index = indexes.find((each) => isRefilling(hub, [each]));
  if (!index) return;
  inTransaction(hub, () => {
    const rows = nextRows(hub, index, (readMeta(hub, cursorKey(index)) ?? "").slice(1));
    let characters = 0;
    for (const row of rows) {
      characters += indexRow(hub, hub.db, index, row.id, row);
      writeMeta(hub, cursorKey(index), `>${row.id}`);
      if (characters > charactersPerTurn) return;
    }
    if (rows.length < rowsPerTurn) writeMeta(hub, cursorKey(index), "");
  });
}

/** Writes a row's document anew; says how many characters it has. The rowid is the row's number: replacing it needs no scan. */
export function indexRow(
  hub: Hub,
  db: HubDb,
  index: AnyIndex,
  id: string,
  row: ProcessTable["$inferSelect"] | null,
): number {
  const table = `search_${index.name}`;
  if (!row) {
    hub.sql.exec(`DELETE FROM ${table} WHERE id = ?`, id);
    return 0;
  }
  const document = index.document(db, row);
  const texts = index.columns.map((column) => (document[column] ?? "").slice(0, mostSearched));
  const marks = ["?", "?", ...index.columns.map(() => "?")].join(", ");
  hub.sql.exec(
    `INSERT OR REPLACE INTO ${table} (rowid, id, ${index.columns.join(", ")}) VALUES (${marks})`,
    index.rowid(row),
    id,
    ...texts,
  );
  return texts.reduce((sum, text) => sum + text.length, 0);
}

/** A single letter or digit begins a word in almost every document. In other scripts one character can be a word. */
const isShort = (word: string) => /^[a-z0-9]$/i.test(word);

/**
 * Plain words to an FTS5 query: each word quoted, so nothing in it is an operator, and maybe unfinished. Single letters
 * narrow nothing down and are left out beside longer words; alone they are whole words, which are not ranked.
 */
export function matchExpression(query: string): { match: string; ranked: boolean } | null {
  const words =
    query
      .normalize("NFKC")
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, 12) ?? [];
  const [first] = words;
  if (first === undefined) return null;
  const long = words.filter((word) => !isShort(word));
  if (long.length === 0) return { match: `"${first}"`, ranked: false };
  return { match: long.map((word) => `"${word}"*`).join(" "), ranked: true };
}

export function search(hub: Hub, index: AnyIndex, query: string, limit: number): SearchHit[] {
  const expression = matchExpression(query);
  if (!expression) return [];
  const weights = index.columns.map((_, place) => Math.max(1, 10 - 3 * place)).join(", ");
  // Ordered by FTS5's own `rank`, it makes a passage only of the matches that are shown; by `bm25()`, of every match. What
  // is not ranked comes newest first, which needs no look at the others.
  const order = expression.ranked ? `AND rank MATCH 'bm25(0, ${weights})' ORDER BY rank` : "ORDER BY rowid DESC";
  return hub.sql
    .exec<{ id: string; snippet: string }>(
      `SELECT id, snippet(search_${index.name}, -1, ?, ?, '…', 16) AS snippet FROM search_${index.name}
       WHERE search_${index.name} MATCH ? ${order} LIMIT ?`,
      matchStart,
      matchEnd,
      expression.match,
      limit,
    )
    .toArray();
}
