import { getTableName } from "drizzle-orm";
import type { ProcessTable } from "#packages/core/database.ts";
import { describe, logError } from "#packages/core/log.ts";
import type { Timer, TimerSource } from "#packages/core/module.ts";
import { doubled } from "#packages/core/patience.ts";
import { rowById } from "#packages/core/rows.ts";
import { timerSources } from "#packages/modules.ts";
import type { Hub } from "./core.ts";
import { one } from "./one.ts";

// A type, not an interface: only a type can be a row of `exec`.
export type DueTimer = {
  key: string;
  /** The table and the id of the row that it was derived from. */
  source: string;
  entityId: string;
  command: string;
  /** JSON, as the module derived it. */
  input: string;
  /** UTC milliseconds. */
  dueAt: number;
  tries: number;
};

const columns = `key, source, entity_id AS "entityId", command, input, due_at AS "dueAt", tries`;

/** The timer that is due first, if its time has come. One at a time: firing one may take others away. */
export const firstDue = (hub: Hub, now: number): DueTimer | null =>
  one<DueTimer>(hub.sql, `SELECT ${columns} FROM hub_timers WHERE fire_at <= ? ORDER BY fire_at, key LIMIT 1`, now);

/** When the hub has something to do for its timers, in UTC milliseconds; null: never. */
export const earliestTimer = (hub: Hub): number | null =>
  one<{ at: number | null }>(
    hub.sql,
    `SELECT min(at) AS at FROM (SELECT min(fire_at) AS at FROM hub_timers
       UNION ALL SELECT min(due_at) FROM hub_rederivations)`,
  )?.at ?? null;

/** Sets a row's timers to what its module derives now: the next one, and beside it those that broke and are tried again. */
export function rederive(hub: Hub, source: TimerSource, id: string, row: ProcessTable["$inferSelect"] | null): Timer[] {
  const name = getTableName(source.table);
  const standing = hub.sql
    .exec<DueTimer>(`SELECT ${columns} FROM hub_timers WHERE source = ? AND entity_id = ?`, name, id)
    .toArray();
  const wanted = row ? nextOf(source.derive(hub.db, row), standing) : [];
  for (const { key } of standing) if (!wanted.some((timer) => timer.key === key)) dropTimer(hub, key);
  for (const timer of wanted) if (!standing.some((one) => isSame(one, timer))) put(hub, name, id, timer);
  return wanted;
}

export function rederiveById(hub: Hub, { source, entityId }: Pick<DueTimer, "source" | "entityId">): Timer[] {
  const derived = timerSources.get(source);
  if (derived) return rederive(hub, derived, entityId, rowById(hub.db, derived.table, hub.processId, entityId));
  // Of a module that the product no longer has.
  hub.sql.exec("DELETE FROM hub_timers WHERE source = ? AND entity_id = ?", source, entityId);
  return [];
}

/** A timer that broke waits for its next try, and the one after it is not held up. */
function nextOf(derived: Iterable<Timer>, standing: DueTimer[]): Timer[] {
  // One that was moved starts afresh.
  const broken = new Map(standing.flatMap(({ key, dueAt, tries }) => (tries > 0 ? [[key, dueAt]] : [])));
  const waiting: Timer[] = [];
  let next: Timer | null = null;
  for (const timer of derived) {
    if (broken.get(timer.key) === timer.dueAt) waiting.push(timer);
    else next ??= timer;
    if (next && waiting.length === broken.size) break;
  }
  return next ? [...waiting, next] : waiting;
}

const isSame = (standing: DueTimer, { key, dueAt, command, input }: Timer): boolean =>
  standing.key === key &&
  standing.dueAt === dueAt &&
  standing.command === command &&
  standing.input === JSON.stringify(input);

function put(hub: Hub, source: string, entityId: string, timer: Timer): void {
  // The wait after a failure stands as long as the time itself does.
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

const dropTimer = (hub: Hub, key: string): void => void hub.sql.exec("DELETE FROM hub_timers WHERE key = ?", key);

/** Whether a timer whose time has come is still to fire, by its row and what that depends on as they are now. */
export function isStillDue(hub: Hub, timer: DueTimer): boolean {
  return rederiveById(hub, timer).some(({ key, dueAt }) => key === timer.key && dueAt === timer.dueAt);
}

/** A timer has fired, in the same transaction as what it did: what its row has next takes its place. */
export function followFiring(hub: Hub, timer: DueTimer, now: number): void {
  dropTimer(hub, timer.key);
  const stays = rederiveById(hub, timer).some(({ key, dueAt }) => key === timer.key && dueAt === timer.dueAt);
  if (!stays) return;
  // Its command has not done what it is for. It may not come back at once, for ever.
  logError("timer.stays", { processId: hub.processId, key: timer.key });
  postpone(hub, timer, now);
}

/** A timer whose command broke is tried again, ever more slowly; the others of its row go on. */
export function postpone(hub: Hub, timer: DueTimer, now: number): void {
  const wait = doubled(timer.tries, 1_000, 60_000);
  hub.sql.exec("UPDATE hub_timers SET tries = ?, fire_at = ? WHERE key = ?", timer.tries + 1, now + wait, timer.key);
  try {
    rederiveById(hub, timer);
  } catch (thrown) {
    logError("timers.broke", { processId: hub.processId, key: timer.key, error: describe(thrown) });
  }
}

/** Each row's next timer, derived from nothing but the rows: what the table must equal while none has broken. */
export function derivedTimers(hub: Hub): Timer[] {
  return [...timerSources.values()].flatMap((source) =>
    source.live(hub.db, hub.processId).flatMap((row) => nextOf(source.derive(hub.db, row), [])),
  );
}
