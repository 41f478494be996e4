/** The first row of an answer; null when there is none. */
export function one<T extends Record<string, SqlStorageValue>>(
  sql: SqlStorage,
  query: string,
  ...values: unknown[]
): T | null {
  return (sql.exec<T>(query, ...values).toArray()[0] as T | undefined) ?? null;
}
