import { clock } from "#packages/core/clock.ts";
import type { HubClock } from "#packages/core/health.ts";
import { partitionsOf, platformProcess } from "#packages/core/partition.ts";
import { atMost } from "#packages/core/patience.ts";
import type { Env } from "./env.ts";

const patienceMs = 1_000;

/** The clocks of all hubs, without waking one; null while D1 does not answer. */
export const readClocks = (env: Env): Promise<HubClock[] | null> =>
  atMost(
    patienceMs,
    allClocks(env).catch(() => null),
    null,
  );

async function allClocks(env: Env): Promise<HubClock[]> {
  const parts = await Promise.all(partitionsOf(env).map(clocksIn));
  return parts.flat();
}

async function clocksIn(db: D1Database): Promise<HubClock[]> {
  const { results } = await db
    .prepare(
      `SELECT c.process_id AS processId, coalesce(t.slug, c.process_id) AS slug, c.next_due_at AS nextDueAt,
       c.last_seq AS lastSeq, c.flushed_at AS flushedAt, c.gauges
     FROM process_clocks AS c LEFT JOIN tenants AS t ON t.process_id = ? AND t.id = c.process_id`,
    )
    .bind(platformProcess)
    .all<Omit<HubClock, "gauges"> & { gauges: string }>();
  // Written by the hub as the gauges' names and values.
  return results.map((row) => ({ ...row, gauges: JSON.parse(row.gauges) as Record<string, number> }));
}

/** How long a hub is past its time, in milliseconds. */
export const lateBy = ({ nextDueAt }: HubClock): number => Math.max(0, clock.now() - (nextDueAt ?? clock.now()));
