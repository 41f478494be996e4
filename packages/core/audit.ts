import { canonicalJson, type Json, sha256Hex } from "./json.ts";

/** One row's change as the audit log keeps it: of an update only the columns that differ. */
export interface AuditedChange {
  table: string;
  id: string;
  before: { [column: string]: Json } | null;
  after: { [column: string]: Json } | null;
}

/** How the log shows what it may not hold, by the name of a column or of a key in a JSON column. */
export type Secrets = ReadonlyMap<string, (value: unknown) => string>;

/** Long texts the log keeps as a digest: the message itself stands in the outbox. */
const digestedColumns = new Set(["html", "text"]);

/** The value with every secret in it, however deep, as it is shown. */
function concealed(name: string, value: unknown, secrets: Secrets): unknown {
  if (value === null || value === undefined) return null;
  const show = secrets.get(name);
  if (show) return show(value);
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item) => concealed("", item, secrets));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, concealed(key, inner, secrets)]));
}

function audited(column: string, value: unknown, secrets: Secrets): Json {
  if (value === null || value === undefined) return null;
  if (digestedColumns.has(column)) return `sha256:${sha256Hex(String(value))}`;
  // Rows hold what SQLite can store, JSON columns included: all of it is JSON.
  return concealed(column, value, secrets) as Json;
}

type Row = { [column: string]: unknown };

/** Columns every write touches by itself; they would only drown the change. */
const bookkeeping = new Set(["rev", "updatedAt", "processId"]);

export function auditChange(
  table: string,
  id: string,
  { before, after }: { before: Row | null; after: Row | null },
  secrets: Secrets,
): AuditedChange {
  const columns = Object.keys(after ?? before ?? {}).filter((column) => !bookkeeping.has(column));
  const differs = (column: string) => canonicalJson(before?.[column]) !== canonicalJson(after?.[column]);
  const kept = before && after ? columns.filter(differs) : columns;
  const pick = (row: Row | null) =>
    row && Object.fromEntries(kept.map((column) => [column, audited(column, row[column], secrets)]));
  return { table, id, before: pick(before), after: pick(after) };
}
