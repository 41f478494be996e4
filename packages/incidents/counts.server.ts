import { inArray, sql } from "drizzle-orm";
import { type ProcessReader, within } from "#packages/core/reader.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { counters } from "#packages/core/tables.ts";
import { counterOf, severities, statuses } from "./rules.ts";

const pairs = statuses.flatMap((status) => severities.map((severity) => counterOf({ status, severity })));

/** How many incidents there are of each status and severity, by `counterOf`. A client's share is not counted. */
export async function incidentCounts(read: ProcessReader): Promise<Result<Record<string, number> | null>> {
  if (read.forClient) return ok(null);
  const rows = await read.db
    .select({ pair: counters.id, count: sql<number>`sum(${counters.value})` })
    .from(counters)
    .where(sql`${within(read, counters.processId)} AND ${inArray(counters.id, pairs)}`)
    .groupBy(counters.id);
  return ok(Object.fromEntries(rows.map(({ pair, count }) => [pair, count])));
}
