import type { ProcessTable } from "#packages/core/database.ts";
import { shapeOf } from "#packages/core/rows.ts";

export type Row = Record<string, SqlStorageValue>;

export const columnsOf = (table: ProcessTable): string[] =>
  Array.from(shapeOf(table).columns.values(), (column) => column.name);
const quoted = (names: string[]) => names.map((name) => `"${name}"`).join(", ");
const extracted = (names: string[]) =>
  names.map((name) => `json_extract(value, '$."${name}"') AS "${name}"`).join(", ");

/**
 * The rows of a statement. Many rows are one JSON parameter; a row alone can be bound column by column, because JSON
 * makes it longer (a line break is two bytes, a control character six) and D1 limits each parameter.
 */
export type Source = "json" | "columns";
const given = (columns: string[], source: Source) =>
  source === "json"
    ? `SELECT ${extracted(columns)} FROM json_each(?1)`
    : `SELECT ${columns.map((name, place) => `?${place + 1} AS "${name}"`).join(", ")}`;

/** An upsert that never lets an older `rev` win, nor brings back a removed row. */
export function upsertSql(name: string, columns: string[], source: Source): string {
  const set = columns
    .filter((column) => column !== "process_id" && column !== "id")
    .map((column) => `"${column}" = excluded."${column}"`);
  return `INSERT INTO "${name}" (${quoted(columns)}) SELECT ${quoted(columns)} FROM (${given(columns, source)}) AS given
    WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.process_id = given.process_id AND table_name = '${name}'
      AND row_id = given.id AND tombstones.rev >= given.rev)
    ON CONFLICT (process_id, id) DO UPDATE SET ${set.join(", ")} WHERE excluded.rev > "${name}".rev`;
}

/** Append-only rows are added where they are missing; a repeat finds them there and leaves them alone. */
export function appendSql(name: string, columns: string[], source: Source): string {
  return `INSERT INTO "${name}" (${quoted(columns)}) SELECT ${quoted(columns)} FROM (${given(columns, source)}) AS given
    WHERE NOT EXISTS (SELECT 1 FROM "${name}" AS present WHERE present.process_id = given.process_id AND present.seq = given.seq)`;
}

/** `?1`: the removed rows as JSON, `?2`: the process. Each is found by its key, however many rows the process has. */
export const removalSqls = (name: string): string[] => [
  `INSERT INTO tombstones (process_id, table_name, row_id, rev, at)
     SELECT ?2, '${name}', json_extract(value, '$.row_id'), json_extract(value, '$.rev'), json_extract(value, '$.at') FROM json_each(?1)
     WHERE true ON CONFLICT DO UPDATE SET rev = max(tombstones.rev, excluded.rev), at = max(tombstones.at, excluded.at)`,
  `DELETE FROM "${name}" INDEXED BY "sqlite_autoindex_${name}_1" WHERE process_id = ?2 AND id IN (SELECT json_extract(value, '$.row_id') FROM json_each(?1))
     AND rev <= (SELECT tombstones.rev FROM tombstones
       WHERE tombstones.process_id = ?2 AND table_name = '${name}' AND row_id = "${name}".id)`,
];

const encoder = new TextEncoder();
/** What D1 counts: bytes in UTF-8, not characters. */
export const utf8Bytes = (text: string): number => encoder.encode(text).byteLength;
