import { hubOf } from "#durable-objects/stub.ts";
import { clock } from "#packages/core/clock.ts";
import { logError, logInfo } from "#packages/core/log.ts";
import { partitionsOf } from "#packages/core/partition.ts";
import { atMost } from "#packages/core/patience.ts";
import type { Env } from "./env.ts";

/** A hub whose alarm did its work has a next due time in the future; this long after it, something is wrong. */
const graceMs = 5_000;
const patienceMs = 5_000;

/** So many are woken side by side, and in one run of the watchdog; the rest by the next, a minute later. */
const atOnce = 500;
const mostWoken = 5_000;

interface Late {
  processId: string;
  dueAt: number;
}

/** The longest overdue first, after the last one of the page before. */
async function lateOnes(db: D1Database, after: Late | null): Promise<Late[]> {
  const { results } = await db
    .prepare(
      `SELECT process_id AS processId, next_due_at AS dueAt FROM process_clocks
       WHERE next_due_at < ?1 AND (next_due_at, process_id) > (?2, ?3) ORDER BY next_due_at, process_id LIMIT ${atOnce}`,
    )
    .bind(clock.now() - graceMs, after?.dueAt ?? 0, after?.processId ?? "")
    .all<Late>();
  return results;
}

const wake = (env: Env, processId: string) =>
  hubOf(env, processId)
    .poke()
    .catch((thrown) => logError("watchdog.failed", { processId, error: String(thrown) }));

async function wakeIn(env: Env, db: D1Database): Promise<number> {
  let woken = 0;
  for (let page = await lateOnes(db, null); page.length > 0; page = await lateOnes(db, page.at(-1) ?? null)) {
    // Side by side, and not waited for longer than a moment: one that hangs keeps no other waiting.
    await atMost(patienceMs, Promise.all(page.map(({ processId }) => wake(env, processId))), null);
    woken += page.length;
    if (page.length < atOnce || woken >= mostWoken) break;
  }
  return woken;
}

/** The pager's own watchdog: wakes hubs whose next due time, as D1 last heard of it, has passed. */
export async function watchdog(env: Env): Promise<number> {
  const woken = await Promise.all(partitionsOf(env).map((db) => wakeIn(env, db)));
  const hubs = woken.reduce((sum, count) => sum + count, 0);
  if (hubs > 0) logInfo("watchdog.woke", { hubs });
  return hubs;
}
