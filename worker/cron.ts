import { hubOf } from "#durable-objects/stub.ts";
import { clock } from "#packages/core/clock.ts";
import { logError, logInfo } from "#packages/core/log.ts";
import { partitionsOf } from "#packages/core/partition.ts";
import type { Env } from "./env.ts";

/** A hub whose alarm did its work has a next due time in the future; this long after it, something is wrong. */
const graceMs = 5_000;

async function lateOnes(db: D1Database): Promise<string[]> {
  const { results } = await db
    .prepare("SELECT process_id AS processId FROM process_clocks WHERE next_due_at < ? ORDER BY next_due_at LIMIT 500")
    .bind(clock.now() - graceMs)
    .all<{ processId: string }>();
  return results.map(({ processId }) => processId);
}

/** The pager's own watchdog: wakes hubs whose next due time, as D1 last heard of it, has passed. */
export async function watchdog(env: Env): Promise<number> {
  const late = await Promise.all(partitionsOf(env).map(lateOnes));
  // Side by side: one that hangs keeps no other waiting.
  await Promise.all(
    late.flat().map((processId) =>
      hubOf(env, processId)
        .poke()
        .catch((thrown) => logError("watchdog.failed", { processId, error: String(thrown) })),
    ),
  );
  const hubs = late.flat().length;
  if (hubs > 0) logInfo("watchdog.woke", { hubs });
  return hubs;
}
