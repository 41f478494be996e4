import { clock } from "#packages/core/clock.ts";
import type { HubClock } from "#packages/core/health.ts";
import { partitionsOf, platformProcess } from "#packages/core/partition.ts";
import { atMost } from "#packages/core/patience.ts";
import type { Env } from "./env.ts";

const patienceMs = 1_000;
/** SQLite's "no limit". */
const all = -1;

const inTime = <T>(asked: Promise<T>): Promise<T | null> =>
  atMost(
    patienceMs,
    asked.catch(() => null),
    null,
  );

/** The clocks of all hubs (or of so many), without waking one; null while D1 does not answer. */
export const readClocks = (env: Env, most = all): Promise<HubClock[] | null> =>
  inTime(Promise.all(partitionsOf(env).map((db) => clocksIn(db, most))).then((parts) => parts.flat()));

async function clocksIn(db: D1Database, most: number): Promise<HubClock[]> {
  const { results } = await db
    .prepare(
      `SELECT c.process_id AS processId, coalesce(t.slug, c.process_id) AS slug, c.next_due_at AS nextDueAt,
       c.last_seq AS lastSeq, c.flushed_at AS flushedAt, c.gauges
     FROM process_clocks AS c LEFT JOIN tenants AS t ON t.process_id = ? AND t.id = c.process_id LIMIT ?`,
    )
    .bind(platformProcess, most)
    .all<Omit<HubClock, "gauges"> & { gauges: string }>();
  // Written by the hub as the gauges' names and values.
  return results.map((row) => ({ ...row, gauges: JSON.parse(row.gauges) as Record<string, number> }));
}

export interface Total {
  name: string;
  sum: number;
  most: number;
}

/** The figures of all hubs added up in D1: what can be told of more of them than anybody reads. Null while D1 does not answer. */
export async function readTotals(env: Env): Promise<Total[] | null> {
  const totals = (db: D1Database) =>
    db
      .prepare(
        `SELECT figure.key AS name, sum(figure.value) AS sum, max(figure.value) AS most
         FROM process_clocks, json_each(process_clocks.gauges) AS figure GROUP BY figure.key`,
      )
      .all<Total>();
  const parts = await inTime(Promise.all(partitionsOf(env).map(totals)));
  if (!parts) return null;
  const known = new Map<string, Total>();
  for (const { name, sum, most } of parts.flatMap(({ results }) => results)) {
    const total = known.get(name) ?? { name, sum: 0, most: 0 };
    known.set(name, { name, sum: total.sum + sum, most: Math.max(total.most, most) });
  }
  return [...known.values()];
}

/** What the platform's hub has heard of a process: its last event's number, and when that was (UTC milliseconds). */
export interface Heard {
  id: string;
  seq: number;
  at: number;
}

/** Which of these some hub is. One row, whatever their number. */
export interface Unwell {
  failing: boolean;
  late: boolean;
  refusing: boolean;
  waiting: boolean;
  resting: boolean;
  /** D1 lacks what the platform's hub heard of before `lagMs`. */
  lagging: boolean;
}

export interface Limits {
  lateMs: number;
  lagMs: number;
  /** The gauges to look at. */
  oldestQueued: string;
  resting: string;
}

/** What D1's clocks say about all hubs; null while D1 does not answer. */
export function readUnwell(env: Env, heard: Heard[], limits: Limits): Promise<Unwell | null> {
  const now = clock.now();
  const [db] = partitionsOf(env);
  const some = (condition: string) => `EXISTS (SELECT 1 FROM process_clocks WHERE ${condition})`;
  const gauge = (place: number) => `json_extract(gauges, '$.' || ?${place})`;
  const asked = db
    .prepare(
      `SELECT ${some(`next_due_at < ?1`)} AS late, ${some(`${gauge(2)} > 0`)} AS failing, ${some(`${gauge(3)} > 0`)} AS refusing,
       ${some(`${gauge(4)} > 0`)} AS resting, ${some(`${gauge(5)} BETWEEN 1 AND ?6`)} AS waiting,
       EXISTS (SELECT 1 FROM json_each(?7) AS heard
         LEFT JOIN process_clocks AS own ON own.process_id = json_extract(heard.value, '$.id')
         WHERE json_extract(heard.value, '$.seq') > coalesce(own.last_seq, 0)
           AND json_extract(heard.value, '$.at') < ?6) AS lagging`,
    )
    .bind(
      now - limits.lateMs,
      "d2c_timers_failing",
      "d2c_mirror_refused_rows",
      limits.resting,
      limits.oldestQueued,
      now - limits.lagMs - 1,
      JSON.stringify(heard),
    )
    .all<Record<keyof Unwell, number>>();
  return inTime(
    asked.then(({ results: [row] }) => ({
      late: row?.late === 1,
      failing: row?.failing === 1,
      refusing: row?.refusing === 1,
      resting: row?.resting === 1,
      waiting: row?.waiting === 1,
      lagging: row?.lagging === 1,
    })),
  );
}

/** How long a hub is past its time, in milliseconds. */
export const lateBy = ({ nextDueAt }: HubClock): number => Math.max(0, clock.now() - (nextDueAt ?? clock.now()));
