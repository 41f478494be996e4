import { and, asc, desc, eq, gt, lte } from "drizzle-orm";
import {
  type AuditRow,
  chainStart,
  type EventRow,
  eventsWith,
  type Link,
  lastEventAfter,
} from "#packages/core/audit-chain.ts";
import type { ProcessReader } from "#packages/core/reader.ts";
import { audit, events, logLeft } from "#packages/core/tables.ts";

/** An audit row with as many of the events that follow as stand with it. */
export interface Named {
  row: AuditRow;
  events: EventRow[];
}

type OneReader = ProcessReader & { processId: string };

const firstRows = 20;
const mostRows = 200;
/** What a page aims at, in characters of its rows' changes: it stands in memory beside everything else. */
const pageCharacters = 500_000;

/** Where the log begins in D1: what is before it is older than thirteen months. */
export async function startInD1({ db, processId }: OneReader): Promise<Link> {
  const [last] = await db
    .select()
    .from(logLeft)
    .where(eq(logLeft.processId, processId))
    .orderBy(desc(logLeft.seq))
    .limit(1);
  return last ? { seq: last.seq, hash: last.hash, event: last.event } : chainStart;
}

/** Rows that have left their hub, from D1 by the logs' own keys, a page at a time; the last page ends with the row `to`. */
export async function* pagesInD1(
  { db, processId }: OneReader,
  from: { seq: number; event: number },
  to: { seq: number; event: number },
): AsyncGenerator<Named[]> {
  let { seq, event } = from;
  for (let most = firstRows; seq < to.seq; ) {
    const rows = await db
      .select()
      .from(audit)
      .where(and(eq(audit.processId, processId), gt(audit.seq, seq), lte(audit.seq, to.seq)))
      .orderBy(asc(audit.seq))
      .limit(most);
    const end = rows.at(-1);
    if (!end) return;
    const until = rows.reduce((last, row) => lastEventAfter(row, last), event);
    const named = await db
      .select()
      .from(events)
      .where(and(eq(events.processId, processId), gt(events.seq, event), lte(events.seq, until)))
      .orderBy(asc(events.seq));
    yield rows.map((row) => ({ row, events: named.splice(0, eventsWith(row)) }));
    [seq, event] = [end.seq, until];
    const characters = rows.reduce((sum, row) => sum + JSON.stringify(row.changes).length + 500, 0);
    most = Math.max(1, Math.min(mostRows, 2 * most, Math.floor((rows.length * pageCharacters) / characters)));
  }
}
