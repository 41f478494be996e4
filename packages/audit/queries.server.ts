import { and, desc, eq, gte, lt, lte, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { type Cursor, decodeCursor, type Page, pageInput, pageOf } from "#packages/core/paging.ts";
import { listedWithin, type ProcessReader, within } from "#packages/core/reader.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { audit, auditRefs } from "#packages/core/tables.ts";

const moment = z.iso.datetime({ offset: true, error: "Not a time. Write one like 2026-11-21T08:00:00Z." }).optional();
export const ListAudit = z.object({
  action: z.string().max(60).optional().describe("What was done, such as `incident.create`."),
  userId: z.string().max(64).optional().describe("The id of whoever did it."),
  entityType: z.string().max(40).optional().describe("The kind of record, such as `incident`."),
  entityId: z.string().max(64).optional().describe("The id of the record."),
  from: moment,
  to: moment,
  ...pageInput,
});
type Filter = z.infer<typeof ListAudit>;
export type AuditRow = typeof audit.$inferSelect;

/** Without the hashes of its events: an export has them, with the events. */
export const auditAnswer = ({ at, eventHashes: _verified, ...row }: AuditRow) => ({
  ...row,
  at: new Date(at).toISOString(),
});
export type AuditAnswer = ReturnType<typeof auditAnswer>;

/**
 * Newest first: a process's log by its own sequence; between dates, and across processes (super admins), by time, then process
 * and sequence, so that no two rows are in the same place however many are of one millisecond.
 */
export async function listAudit(read: ProcessReader, filter: Filter): Promise<Result<Page<AuditAnswer>>> {
  const byTime = read.processId === null || filter.from !== undefined || filter.to !== undefined;
  const sort = byTime ? "at" : "seq";
  const cursor = decodeCursor(filter.cursor, sort);
  if (!cursor.ok) return cursor;
  const about = filter.entityId !== undefined;
  const conditions: (SQL | undefined)[] = [
    about ? within(read, audit.processId) : listedWithin(read, audit.processId),
    filter.action ? eq(audit.action, filter.action) : undefined,
    filter.userId ? eq(audit.actorId, filter.userId) : undefined,
    filter.entityType && !about ? eq(audit.entityType, filter.entityType) : undefined,
    filter.entityId ? rowsAbout(read, filter.entityId, filter.entityType) : undefined,
    filter.from ? gte(audit.at, Date.parse(filter.from)) : undefined,
    filter.to ? lte(audit.at, Date.parse(filter.to)) : undefined,
    cursor.value ? beyond(cursor.value) : undefined,
  ];
  const rows = await read.db
    .select()
    .from(audit)
    .where(and(...conditions))
    .orderBy(...(byTime ? [desc(audit.at), desc(audit.processId), desc(audit.seq)] : [desc(audit.seq)]))
    .limit(filter.limit + 1);
  const { page, nextCursor } = pageOf(rows, filter.limit, (row) => placeOf(row, sort));
  return ok({ items: page.map(auditAnswer), nextCursor });
}

const placeOf = (row: AuditRow, sort: "at" | "seq"): Cursor => ({
  sort,
  value: row[sort],
  id: row.seq,
  ...(sort === "at" ? { processId: row.processId } : {}),
});

const beyond = ({ sort, value, id, processId = "" }: Cursor): SQL =>
  sort === "at"
    ? sql`(${audit.at}, ${audit.processId}, ${audit.seq}) < (${value}, ${processId}, ${id})`
    : lt(audit.seq, Number(id));

/** All that is about a record, whatever else it is about: one act on 500 incidents is found under each. */
function rowsAbout(read: ProcessReader, id: string, kind: string | undefined): SQL {
  const refs = read.db
    .select({ processId: auditRefs.processId, seq: auditRefs.seq })
    .from(auditRefs)
    .where(and(within(read, auditRefs.processId), eq(auditRefs.id, id), kind ? eq(auditRefs.kind, kind) : undefined));
  return sql`(${audit.processId}, ${audit.seq}) IN ${refs}`;
}
