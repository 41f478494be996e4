import { clock } from "#packages/core/clock.ts";
import type { ProcessTable } from "#packages/core/database.ts";
import { select } from "#packages/core/rows.ts";
import { type SearchSource, searchColumns } from "#packages/core/search.ts";
import { searchSources } from "#packages/modules.ts";
import type { Chore } from "./chores.ts";
import type { Hub } from "./core.ts";
import { inTransaction, readMeta, writeMeta } from "./meta.ts";
import { one } from "./one.ts";
import type { RowChange } from "./writes.ts";

/** Characters of a column that can be found: hundreds of long texts are more than a row can hold. */
const mostSearched = 100_000;
/** Rows and characters that one turn indexes: a page that is due waits for no more than this. */
const rowsPerTurn = 200;
const charactersPerTurn = 1_000_000;
/** One more whenever the tables below change: all is then indexed anew. */
const layout = 1;

type Row = ProcessTable["$inferSelect"];

const versionKey = ({ name }: SearchSource) => `search:${name}:version`;
/** After which id rows are still to be indexed: `>` and the id; empty when none are. */
const cursorKey = ({ name }: SearchSource) => `search:${name}:refill`;

const byTable = Map.groupBy(searchSources, (source) => source.table);

/**
 * Full-text search lives in the hub: in D1 a virtual table would make the whole database impossible to export. Rows of a source
 * that has another version are indexed anew by `refillSearch`; until then they are found by what was indexed before.
 */
export function prepareSearch(hub: Hub): void {
  inTransaction(hub, () => {
    if (readMeta(hub, "search:layout") !== String(layout)) makeTables(hub);
    // The terms of the index, for words that are misspelt: read from it, and kept nowhere.
    hub.sql.exec("CREATE VIRTUAL TABLE IF NOT EXISTS search_terms USING fts5vocab(search, row)");
    for (const source of searchSources) {
      if (readMeta(hub, versionKey(source)) === String(source.version)) continue;
      writeMeta(hub, versionKey(source), String(source.version));
      startRefill(hub, [source]);
    }
  });
}

/** `hub_search_rows` says which document of the index is of which row: a row's document is replaced or removed by its rowid. */
function makeTables(hub: Hub): void {
  hub.sql.exec("DROP TABLE IF EXISTS search");
  hub.sql.exec("DROP TABLE IF EXISTS hub_search_rows");
  hub.sql.exec(
    `CREATE TABLE hub_search_rows (document INTEGER PRIMARY KEY, source TEXT NOT NULL, row_id TEXT NOT NULL,
       kind TEXT NOT NULL, id TEXT NOT NULL, audience TEXT NOT NULL, UNIQUE (source, row_id))`,
  );
  hub.sql.exec(`CREATE VIRTUAL TABLE search USING fts5(${searchColumns.join(", ")}, tokenize = 'porter unicode61')`);
  for (const source of searchSources) writeMeta(hub, versionKey(source), "");
  writeMeta(hub, "search:layout", String(layout));
}

/** Has every row indexed again, in the turns to come. */
export function startRefill(hub: Hub, sources: readonly SearchSource[] = searchSources): void {
  for (const source of sources) writeMeta(hub, cursorKey(source), nextRows(hub, source, "").length === 0 ? "" : ">");
}

const nextRows = (hub: Hub, { table }: SearchSource, after: string): Row[] =>
  select(hub.db, table, "WHERE process_id = ? AND id > ? ORDER BY id LIMIT ?", [hub.processId, after, rowsPerTurn]);

const isOpen = (hub: Hub, source: SearchSource): boolean => (readMeta(hub, cursorKey(source)) ?? "") !== "";

export const isRefilling = (hub: Hub): boolean => searchSources.some((source) => isOpen(hub, source));

/** The refill as one of the hub's chores. */
export const refilling = (hub: Hub): Chore => ({
  name: "search",
  step() {
    if (!isRefilling(hub)) return false;
    refillSearch(hub);
    return true;
  },
  nextAt: () => (isRefilling(hub) ? clock.now() : null),
});

/** Indexes the next rows of a source that is indexed anew. Rows written meanwhile are indexed by their own commands. */
export function refillSearch(hub: Hub): void {
  const source = searchSources.find((each) => isOpen(hub, each));
  if (!source) return;
  inTransaction(hub, () => {
    const rows = nextRows(hub, source, (readMeta(hub, cursorKey(source)) ?? "").slice(1));
    let characters = 0;
    for (const row of rows) {
      characters += indexRow(hub, source, row);
      writeMeta(hub, cursorKey(source), `>${row.id}`);
      if (characters > charactersPerTurn) return;
    }
    if (rows.length < rowsPerTurn) writeMeta(hub, cursorKey(source), "");
  });
}

/** Keeps the index in line with a row that a command has changed. */
export function followSearch(hub: Hub, { table, id, after }: RowChange): void {
  for (const source of byTable.get(table) ?? []) {
    if (after) indexRow(hub, source, after);
    else forget(hub, source, id);
  }
}

/** Writes a row's document anew; says how many characters it has. */
export function indexRow(hub: Hub, source: SearchSource, row: Row): number {
  const text = source.text(hub.db, row);
  if (!text) {
    forget(hub, source, row.id);
    return 0;
  }
  const { kind, id } = source.finds(row);
  const audience = JSON.stringify(source.audience?.(row) ?? "team");
  const written = one<{ document: number }>(
    hub.sql,
    `INSERT INTO hub_search_rows (source, row_id, kind, id, audience) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (source, row_id) DO UPDATE SET kind = excluded.kind, id = excluded.id, audience = excluded.audience
     RETURNING document`,
    source.name,
    row.id,
    kind,
    id,
    audience,
  );
  const texts = searchColumns.map((column) => (text[column] ?? "").slice(0, mostSearched));
  hub.sql.exec(
    `INSERT OR REPLACE INTO search (rowid, ${searchColumns.join(", ")}) VALUES (?, ${searchColumns.map(() => "?").join(", ")})`,
    written?.document,
    ...texts,
  );
  return texts.reduce((sum, column) => sum + column.length, 0);
}

function forget(hub: Hub, { name }: SearchSource, rowId: string): void {
  const gone = one<{ document: number }>(
    hub.sql,
    "DELETE FROM hub_search_rows WHERE source = ? AND row_id = ? RETURNING document",
    name,
    rowId,
  );
  if (gone) hub.sql.exec("DELETE FROM search WHERE rowid = ?", gone.document);
}
