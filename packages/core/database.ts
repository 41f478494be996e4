import type { BaseSQLiteDatabase, SQLiteTable } from "drizzle-orm/sqlite-core";

/** A hub's own database, synchronous. Verbs read with it; only the context writes. */
// biome-ignore lint/suspicious/noExplicitAny: drizzle's own run-result type differs per driver, and no caller looks at it
export type HubDb = BaseSQLiteDatabase<"sync", any, Record<string, never>> & {
  $client: { sql: Pick<SqlStorage, "exec"> };
};

/** A table of a process: its columns start with `processColumns()`. */
export type ProcessTable = SQLiteTable & {
  $inferSelect: { processId: string; id: string; rev: number; createdAt: number; updatedAt: number };
};
