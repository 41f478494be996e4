/** What D1 documents and the local one does not enforce. */
const mostStatementBytes = 100_000;
const mostParameters = 100;
const mostValueBytes = 2_000_000;

const encoder = new TextEncoder();
const bytesOf = (value: unknown): number => (typeof value === "string" ? encoder.encode(value).length : 8);

/** The error with which D1 refuses a statement for its size, or null. */
export function overLimits(sql: string, values: readonly unknown[]): string | null {
  if (bytesOf(sql) > mostStatementBytes) return "D1_ERROR: statement too long: SQLITE_TOOBIG";
  if (values.length > mostParameters) return "D1_ERROR: too many SQL variables: SQLITE_ERROR";
  const sizes = values.map(bytesOf);
  if (sizes.some((size) => size > mostValueBytes)) return "D1_ERROR: string or blob too big: SQLITE_TOOBIG";
  // Bound one by one they are one row.
  const bound = sizes.reduce((sum, size) => sum + size, 0);
  if (!sql.includes("json_each(") && bound > mostValueBytes) return "D1_ERROR: row too big: SQLITE_TOOBIG";
  return null;
}
