import { canonicalJson, type Json, sha256Hex } from "./json.ts";

/** One row's change as the audit log keeps it: of an update only the columns that differ. */
export interface AuditedChange {
  table: string;
  id: string;
  before: { [column: string]: Json } | null;
  after: { [column: string]: Json } | null;
}

/** Columns the log names but never shows. */
const secretColumns = new Set(["passwordHash"]);
/** Long texts the log keeps as a digest: the message itself stands in the outbox. */
const digestedColumns = new Set(["html", "text"]);

function audited(column: string, value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (secretColumns.has(column)) return "[secret]";
  if (digestedColumns.has(column)) return `sha256:${sha256Hex(String(value))}`;
  // Rows hold what SQLite can store, JSON columns included: all of it is JSON.
  return value as Json;
}

type Row = { [column: string]: unknown };

/** Columns every write touches by itself; they would only drown the change. */
const bookkeeping = new Set(["rev", "updatedAt", "processId"]);

export function auditChange(table: string, id: string, before: Row | null, after: Row | null): AuditedChange {
  const columns = Object.keys(after ?? before ?? {}).filter((column) => !bookkeeping.has(column));
  const differs = (column: string) => canonicalJson(before?.[column]) !== canonicalJson(after?.[column]);
  const kept = before && after ? columns.filter(differs) : columns;
  const pick = (row: Row | null) =>
    row && Object.fromEntries(kept.map((column) => [column, audited(column, row[column])]));
  return { table, id, before: pick(before), after: pick(after) };
}
