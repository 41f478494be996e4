import { clock, hour, minute } from "#packages/core/clock.ts";
import type { RefusedRow } from "#packages/core/health.ts";
import type { Hub } from "./core.ts";
import type { Item } from "./mirror-pack.ts";
import { one } from "./one.ts";

const mostShown = 50;
const longestWait = 24 * hour;
/** A minute at first: what was refused by mistake (D1 failed just then) is soon put right. */
const waitAfter = (tries: number): number => Math.min(longestWait, minute * 8 ** Math.min(tries, 6));

/** D1 refused this very row while it took others: everything else goes on without it, and it is tried again ever more seldom. */
export function setAside(hub: Hub, item: Item, error: string): void {
  const known = one<{ tries: number }>(
    hub.sql,
    "SELECT tries FROM hub_mirror_refused WHERE table_name = ? AND row_id = ?",
    item.table,
    item.row,
  );
  const tries = (known?.tries ?? -1) + 1;
  const now = clock.now();
  hub.sql.exec(
    `INSERT INTO hub_mirror_refused (table_name, row_id, rev, bytes, error, since, tries, next_try_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET rev = excluded.rev, bytes = excluded.bytes, error = excluded.error, tries = excluded.tries,
       next_try_at = excluded.next_try_at`,
    item.table,
    item.row,
    item.rev,
    item.bytes,
    error.slice(0, 500),
    now,
    tries,
    now + waitAfter(tries),
  );
}

/** D1 has these rows now: none of them is set aside any longer. Says whether any was. */
export function takenAfterAll(hub: Hub, items: Item[]): boolean {
  if (nextRefusedTry(hub) === null) return false;
  const { rowsWritten } = hub.sql.exec(
    `DELETE FROM hub_mirror_refused WHERE (table_name, row_id) IN
       (SELECT json_extract(value, '$.table'), json_extract(value, '$.row') FROM json_each(?))`,
    JSON.stringify(items),
  );
  return rowsWritten > 0;
}

/** Puts rows that are set aside among those to be sent again; says whether there were any. */
export function requeueRefused(hub: Hub, dueAt: number): boolean {
  const next = nextRefusedTry(hub);
  if (next === null || next > dueAt) return false;
  hub.sql.exec(
    `INSERT INTO hub_mirror (table_name, row_id, rev) SELECT table_name, row_id, rev FROM hub_mirror_refused
       WHERE next_try_at <= ? ON CONFLICT DO NOTHING`,
    dueAt,
  );
  hub.sql.exec(
    "UPDATE hub_mirror_refused SET next_try_at = ? WHERE next_try_at <= ?",
    clock.now() + longestWait,
    dueAt,
  );
  return true;
}

export const nextRefusedTry = (hub: Hub): number | null =>
  one<{ at: number | null }>(hub.sql, "SELECT min(next_try_at) AS at FROM hub_mirror_refused")?.at ?? null;

export const refusedRows = (hub: Hub): RefusedRow[] =>
  hub.sql
    .exec<RefusedRow & Record<string, SqlStorageValue>>(
      `SELECT table_name AS "table", row_id AS row, rev, bytes, error, since, next_try_at AS "nextTryAt"
       FROM hub_mirror_refused ORDER BY since LIMIT ${mostShown}`,
    )
    .toArray();
