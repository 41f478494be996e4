import type { DrizzleD1Database } from "drizzle-orm/d1";

/** D1 as a query may use it. `processId` null: across processes, which only the one audited door hands out. */
export interface ProcessReader {
  processId: string | null;
  db: DrizzleD1Database<Record<string, never>>;
}
