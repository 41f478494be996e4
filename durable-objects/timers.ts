import { and, asc, eq, getTableName, lte, notInArray, sql } from "drizzle-orm";
import type { ProcessTable } from "#packages/core/context.ts";
import type { Timer, TimerSource } from "#packages/core/module.ts";
import { hubTimers } from "#packages/core/tables.ts";
import { type Hub, one } from "./core.ts";

/** Sets the timers of one row to what its module derives now; those no longer derived are gone. */
export function rederive(hub: Hub, source: TimerSource, id: string, row: ProcessTable["$inferSelect"] | null): void {
  const name = getTableName(source.table);
  const wanted = row ? source.derive(hub.db, row) : [];
  const own = and(eq(hubTimers.source, name), eq(hubTimers.entityId, id));
  const keys = wanted.map((timer) => timer.key);
  hub.db
    .delete(hubTimers)
    .where(keys.length > 0 ? and(own, notInArray(hubTimers.key, keys)) : own)
    .run();
  for (const timer of wanted) put(hub, name, id, timer);
}

function put(hub: Hub, source: string, entityId: string, timer: Timer): void {
  hub.db
    .insert(hubTimers)
    .values({ ...timer, source, entityId, tries: 0, fireAt: timer.dueAt })
    .onConflictDoUpdate({
      target: hubTimers.key,
      set: {
        dueAt: timer.dueAt,
        command: timer.command,
        input: timer.input,
        // The wait after a failure stands as long as the time itself does; a timer that was moved starts afresh.
        fireAt: sql`CASE WHEN tries > 0 AND due_at = excluded.due_at THEN fire_at ELSE excluded.fire_at END`,
        tries: sql`CASE WHEN due_at = excluded.due_at THEN tries ELSE 0 END`,
      },
    })
    .run();
}

/** The timer that is due first, if its time has come. One at a time: firing one may take others away. */
export const firstDue = (hub: Hub, now: number) =>
  hub.db
    .select()
    .from(hubTimers)
    .where(lte(hubTimers.fireAt, now))
    .orderBy(asc(hubTimers.fireAt), asc(hubTimers.key))
    .limit(1)
    .get();

export const earliestTimer = (hub: Hub): number | null =>
  one<{ at: number | null }>(hub.sql, "SELECT min(fire_at) AS at FROM hub_timers")?.at ?? null;

/** A timer whose command broke is tried again, ever more slowly; the others go on. */
export function postpone(hub: Hub, key: string, tries: number, now: number): void {
  const wait = Math.min(60_000, 1_000 * 2 ** Math.min(tries, 6));
  hub.db
    .update(hubTimers)
    .set({ tries: tries + 1, fireAt: now + wait })
    .where(eq(hubTimers.key, key))
    .run();
}

export const dropTimer = (hub: Hub, key: string): void =>
  void hub.db.delete(hubTimers).where(eq(hubTimers.key, key)).run();

/** Every timer as it should be, derived from nothing but the entities: what the table must equal. */
export function derivedTimers(hub: Hub, sources: TimerSource[]): Timer[] {
  return sources.flatMap((source) => source.live(hub.db, hub.processId).flatMap((row) => source.derive(hub.db, row)));
}
