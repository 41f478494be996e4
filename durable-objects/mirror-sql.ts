import type { ProcessTable } from "#packages/core/context.ts";
import { shapeOf } from "#packages/core/rows.ts";

export type Row = Record<string, SqlStorageValue>;

export const columnsOf = (table: ProcessTable): string[] =>
  Array.from(shapeOf(table).columns.values(), (column) => column.name);
const quoted = (names: string[]) => names.map((name) => `"${name}"`).join(", ");
const extracted = (names: string[]) => names.map((name) => `json_extract(value, '$."${name}"')`).join(", ");

/** An upsert that never lets an older `rev` win, nor brings back a removed row. */
export function upsertSql(name: string, columns: string[]): string {
  const set = columns
    .filter((column) => column !== "process_id" && column !== "id")
    .map((column) => `"${column}" = excluded."${column}"`);
  return `INSERT INTO "${name}" (${quoted(columns)}) SELECT ${extracted(columns)} FROM json_each(?1)
    WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE process_id = ?2 AND table_name = '${name}'
      AND row_id = json_extract(value, '$.id') AND rev >= json_extract(value, '$.rev'))
    ON CONFLICT (process_id, id) DO UPDATE SET ${set.join(", ")} WHERE excluded.rev > "${name}".rev`;
}

/** Append-only rows are added where they are missing; a repeat finds them there and leaves them alone. */
export function appendSql(name: string, columns: string[]): string {
  return `INSERT INTO "${name}" (${quoted(columns)}) SELECT ${extracted(columns)} FROM json_each(?1)
    WHERE NOT EXISTS (SELECT 1 FROM "${name}" WHERE process_id = ?2 AND seq = json_extract(value, '$.seq'))`;
}

export function removal(db: D1Database, processId: string, name: string, gone: Row[]): D1PreparedStatement[] {
  const rows = JSON.stringify(gone);
  return [
    db
      .prepare(
        `INSERT INTO tombstones (process_id, table_name, row_id, rev) SELECT ?2, '${name}', json_extract(value, '$.row_id'), json_extract(value, '$.rev')
         FROM json_each(?1) WHERE true ON CONFLICT DO UPDATE SET rev = max(tombstones.rev, excluded.rev)`,
      )
      .bind(rows, processId),
    db
      .prepare(
        `DELETE FROM "${name}" WHERE process_id = ?2 AND EXISTS (SELECT 1 FROM json_each(?1) AS gone
           WHERE json_extract(gone.value, '$.row_id') = "${name}".id AND json_extract(gone.value, '$.rev') >= "${name}".rev)`,
      )
      .bind(rows, processId),
  ];
}

/** D1 takes 2 MB in one parameter; half of it leaves room for what JSON adds. */
export function bySize(rows: Row[], limit = 900_000): Row[][] {
  const pieces: Row[][] = [];
  let size = 0;
  for (const row of rows) {
    const length = JSON.stringify(row).length;
    const piece = pieces.at(-1);
    if (!piece || size + length > limit) {
      pieces.push([row]);
      size = length;
    } else {
      piece.push(row);
      size += length;
    }
  }
  return pieces;
}
