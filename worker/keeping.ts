import { leaveAction } from "#packages/core/audit-chain.ts";
import { clock, day, hour } from "#packages/core/clock.ts";
import { inD1Ms, tombstonesMs } from "#packages/core/keeping.ts";
import { logError } from "#packages/core/log.ts";
import { partitionsOf } from "#packages/core/partition.ts";
import { policies } from "#packages/modules.ts";
import type { Env } from "./env.ts";

/** Processes that one run of the cron looks at, those that were looked at longest ago first; each is looked at once a day. */
const perRun = 20;
/** Rows of a table that are looked at, and so at most deleted, at once. */
const perTable = 500;

const archived = [...policies].flatMap(([name, policy]) =>
  !policy.hubOnly && policy.keep?.archived === "d1" ? [name] : [],
);

/** Deletes from D1 what is older than D1 keeps it. Bounded: what is left over is the next run's. */
export async function keepD1(env: Env): Promise<void> {
  for (const db of partitionsOf(env)) {
    const due = "SELECT process_id AS id FROM process_clocks WHERE kept_at < ? ORDER BY kept_at LIMIT ?";
    const { results } = await db
      .prepare(due)
      .bind(clock.now() - day, perRun)
      .all<{ id: string }>();
    for (const { id } of results) await keepProcess(db, id);
  }
}

async function keepProcess(db: D1Database, processId: string): Promise<void> {
  const now = clock.now();
  const kept = (at: number) =>
    db.prepare("UPDATE process_clocks SET kept_at = ? WHERE process_id = ?").bind(at, processId).run();
  try {
    await letLogsLeave(db, processId, now);
    const dropped = await db.batch(dropping(db, processId, now));
    if (!dropped.some(({ meta }) => meta.changes >= perTable)) await kept(now);
  } catch (thrown) {
    logError("keeping.failed", { processId, error: String(thrown) });
    // Behind the others, and again in an hour.
    await kept(now - day + hour).catch(() => {});
  }
}

interface Row {
  seq: number;
  hash: string;
  at: number;
  event: number | null;
}

/**
 * Moves the beginning of the logs forward. Only over what the log itself says has left its hub, and what is old enough: D1's own
 * triggers hold it to both, by D1's own clock.
 */
async function letLogsLeave(db: D1Database, processId: string, now: number): Promise<void> {
  const row = await db
    .prepare(
      `SELECT seq, hash, at, (SELECT last_event FROM audit AS named WHERE named.process_id = ?1 AND named.seq <= audit.seq
           AND named.last_event IS NOT NULL ORDER BY named.seq DESC LIMIT 1) AS event
       FROM audit WHERE process_id = ?1 AND at < ?2 AND seq <= (SELECT json_extract(detail, '$.seq') FROM audit
         WHERE process_id = ?1 AND action = ?3 ORDER BY seq DESC LIMIT 1)
       ORDER BY at DESC, seq DESC LIMIT 1`,
    )
    .bind(processId, now - inD1Ms, leaveAction)
    .first<Row>();
  if (!row) return;
  await db
    .prepare(
      `INSERT INTO log_left (process_id, seq, hash, at, event)
       SELECT ?1, ?2, ?3, ?4, coalesce(?5, (SELECT max(event) FROM log_left WHERE process_id = ?1), 0)
       WHERE ?2 > coalesce((SELECT max(seq) FROM log_left WHERE process_id = ?1), 0)`,
    )
    .bind(processId, row.seq, row.hash, row.at, row.event)
    .run();
}

/** The oldest rows of each table, by its key: ids and numbers are in the order of time. */
function dropping(db: D1Database, processId: string, now: number): D1PreparedStatement[] {
  const log = (table: "audit" | "events", end: "seq" | "event") =>
    db
      .prepare(
        `DELETE FROM ${table} WHERE process_id = ?1 AND seq IN (SELECT seq FROM ${table} WHERE process_id = ?1
           AND seq <= (SELECT max(${end}) FROM log_left WHERE process_id = ?1) ORDER BY seq LIMIT ${perTable})`,
      )
      .bind(processId);
  const rows = archived.map((table) =>
    db
      .prepare(
        `DELETE FROM "${table}" WHERE process_id = ?1 AND id IN (SELECT id FROM
           (SELECT id, updated_at FROM "${table}" WHERE process_id = ?1 ORDER BY id LIMIT ${perTable}) WHERE updated_at < ?2)`,
      )
      .bind(processId, now - inD1Ms),
  );
  const tombstones = db
    .prepare(
      `DELETE FROM tombstones WHERE rowid IN
         (SELECT rowid FROM tombstones WHERE process_id = ? AND at < ? ORDER BY at LIMIT ${perTable})`,
    )
    .bind(processId, now - tombstonesMs);
  return [log("audit", "seq"), log("events", "event"), ...rows, tombstones];
}
