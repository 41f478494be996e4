import { canonicalJson, type Json, sha256Hex } from "./json.ts";

/** One row's change as the audit log keeps it: of an update only the columns that differ. */
export interface AuditedChange {
  table: string;
  id: string;
  before: { [column: string]: Json } | null;
  after: { [column: string]: Json } | null;
}

/** How the log shows a value that it may not hold. Null is not asked about. */
export type Shown = (value: unknown) => Json;

/** Says only that there is one. */
export const hidden: Shown = () => "[secret]";
/** Says whether it is the same: for long texts, which stand in their own row. */
export const digested: Shown = (value) => `sha256:${sha256Hex(String(value))}`;
/** A JSON column with these keys shown so, however deep they are. */
export const within =
  (keys: Record<string, Shown>): Shown =>
  (value) => {
    if (Array.isArray(value)) return value.map(within(keys));
    // Rows hold what SQLite can store, JSON columns included: all of it is JSON.
    if (typeof value !== "object" || value === null) return value as Json;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const show = inner === null ? undefined : keys[key];
        return [key, show ? show(inner) : within(keys)(inner)];
      }),
    );
  };

function shown(value: unknown, show: Shown | undefined): Json {
  if (value === null || value === undefined) return null;
  return show ? show(value) : (value as Json);
}

type Row = { [column: string]: unknown };

/** Columns every write touches by itself; they would only drown the change. */
const bookkeeping = new Set(["rev", "updatedAt", "processId"]);

export function auditChange(
  table: string,
  id: string,
  { before, after }: { before: Row | null; after: Row | null },
  {
    audit = "full",
    secret = {},
  }: { audit?: "full" | "keys" | "none"; secret?: { [column: string]: Shown | undefined } },
): AuditedChange {
  if (audit === "keys") return { table, id, before: before && {}, after: after && {} };
  const columns = Object.keys(after ?? before ?? {}).filter((column) => !bookkeeping.has(column));
  const differs = (column: string) => canonicalJson(before?.[column]) !== canonicalJson(after?.[column]);
  // Of a row that was made or removed what is null says nothing.
  const says = (column: string) => (after ?? before)?.[column] !== null;
  const kept = columns.filter(before && after ? differs : says);
  const pick = (row: Row | null) =>
    row && Object.fromEntries(kept.map((column) => [column, shown(row[column], secret[column])]));
  return { table, id, before: pick(before), after: pick(after) };
}
