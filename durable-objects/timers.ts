import { getTableName } from "drizzle-orm";
import type { ProcessTable } from "#packages/core/database.ts";
import type { Timer, TimerSource } from "#packages/core/module.ts";
import { doubled } from "#packages/core/patience.ts";
import type { Hub } from "./core.ts";
import { one } from "./one.ts";

/** Sets the timers of one row to what its module derives now; those no longer derived are gone. */
export function rederive(hub: Hub, source: TimerSource, id: string, row: ProcessTable["$inferSelect"] | null): void {
  const name = getTableName(source.table);
  const wanted = row ? source.derive(hub.db, row) : [];
  hub.sql.exec(
    "DELETE FROM hub_timers WHERE source = ? AND entity_id = ? AND key NOT IN (SELECT value FROM json_each(?))",
    name,
    id,
    JSON.stringify(wanted.map((timer) => timer.key)),
  );
  for (const timer of wanted) put(hub, name, id, timer);
}

function put(hub: Hub, source: string, entityId: string, timer: Timer): void {
  // The wait after a failure stands as long as the time itself does; a timer that was moved starts afresh.
  hub.sql.exec(
    `INSERT INTO hub_timers (key, source, entity_id, command, input, due_at, tries, fire_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?6)
     ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at, command = excluded.command, input = excluded.input,
       fire_at = CASE WHEN tries > 0 AND due_at = excluded.due_at THEN fire_at ELSE excluded.fire_at END,
       tries = CASE WHEN due_at = excluded.due_at THEN tries ELSE 0 END`,
    timer.key,
    source,
    entityId,
    timer.command,
    JSON.stringify(timer.input),
    timer.dueAt,
  );
}

// A type, not an interface: only a type can be a row of `exec`.
export type DueTimer = {
  key: string;
  command: string;
  /** JSON, as the module derived it. */
  input: string;
  dueAt: number;
  tries: number;
};

/** The timer that is due first, if its time has come. One at a time: firing one may take others away. */
export const firstDue = (hub: Hub, now: number): DueTimer | null =>
  one<DueTimer>(
    hub.sql,
    `SELECT key, command, input, due_at AS "dueAt", tries FROM hub_timers WHERE fire_at <= ? ORDER BY fire_at, key LIMIT 1`,
    now,
  );

export const earliestTimer = (hub: Hub): number | null =>
  one<{ at: number | null }>(hub.sql, "SELECT min(fire_at) AS at FROM hub_timers")?.at ?? null;

/** A timer whose command broke is tried again, ever more slowly; the others go on. */
export function postpone(hub: Hub, key: string, tries: number, now: number): void {
  const wait = doubled(tries, 1_000, 60_000);
  hub.sql.exec("UPDATE hub_timers SET tries = ?, fire_at = ? WHERE key = ?", tries + 1, now + wait, key);
}

export const dropTimer = (hub: Hub, key: string): void =>
  void hub.sql.exec("DELETE FROM hub_timers WHERE key = ?", key);

/** Every timer as it should be, derived from nothing but the entities: what the table must equal. */
export function derivedTimers(hub: Hub, sources: TimerSource[]): Timer[] {
  return sources.flatMap((source) => source.live(hub.db, hub.processId).flatMap((row) => source.derive(hub.db, row)));
}
