import { type SQL, sql } from "drizzle-orm";
import type { Heard } from "./audience.ts";
import { errors } from "./errors.ts";
import { type FeedEvent, feedEvent } from "./feed.ts";
import { describe, logError } from "./log.ts";
import { listedRows, type ProcessReader, within } from "./reader.ts";
import type { Ref } from "./ref.ts";
import { type Result, refuse } from "./result.ts";
import { events } from "./tables.ts";

/** Which of a process's events that have left its hub. */
export interface ArchivedPart {
  /** Numbers between these two. */
  after: number;
  before: number;
  limit: number;
  heard: Heard;
  types?: string[] | undefined;
  /** Only of this record. */
  about?: Ref;
}

export const archivedSince = (read: ProcessReader, part: ArchivedPart): Promise<FeedEvent[]> =>
  found(read, part, sql`ASC`);
/** Newest first. */
export const archivedBefore = (read: ProcessReader, part: ArchivedPart): Promise<FeedEvent[]> =>
  found(read, part, sql`DESC`);

async function found(read: ProcessReader, part: ArchivedPart, order: SQL): Promise<FeedEvent[]> {
  const { after, before, limit } = part;
  const conditions = [within(read, events.processId), ...wanted(part)];
  const where = sql.join(conditions, sql` AND `);
  const { rows } = await listedRows(
    read,
    events,
    sql`${events} WHERE ${where} AND ${events.seq} > ${after} AND ${events.seq} < ${before}
      ORDER BY ${events.seq} ${order} LIMIT ${limit}`,
  );
  return rows.map(feedEvent);
}

/** The same conditions as the hub's own feed has. */
function wanted({ heard, types, about }: ArchivedPart): SQL[] {
  const among = (values: readonly string[]) => sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
  const named = heard.id === null ? sql`` : sql` OR instr(${events.audience}, ${`"${heard.id}"`}) > 0`;
  return [
    sql`(${events.audience} IN ${among(heard.audiences)}${named})`,
    ...(heard.kinds ? [sql`${events.entity} IN ${among(heard.kinds)}`] : []),
    ...(types ? [sql`(${events.type} IN ${among(types)} OR ${events.entity} IN ${among(types)})`] : []),
    ...(about ? [sql`${events.entityId} = ${about.id} AND ${events.entity} = ${about.kind}`] : []),
  ];
}

/** D1 away, or too slow, is told as such: the hub has what is newer. */
export async function archived<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  return work().catch((thrown) => {
    logError("archive.failed", { error: describe(thrown) });
    return refuse(
      errors.unavailable("What happened so long ago is in D1, which does not answer. Try again in some minutes."),
    );
  });
}
