import { getTableName } from "drizzle-orm";
import { minute } from "#packages/core/clock.ts";
import { describe, logError } from "#packages/core/log.ts";
import { timersOn } from "#packages/modules.ts";
import type { Hub } from "./core.ts";
import { inTransaction } from "./meta.ts";
import { one } from "./one.ts";
import { rederive } from "./timers.ts";
import type { RowChange } from "./writes.ts";

/** How many rows' timers are derived in one transaction, and in so many transactions before others get a turn. */
export const rederiving = { rows: 50, steps: 4 };

type Concerned = NonNullable<ReturnType<(typeof timersOn)["get"]>>[number];
// A type, not an interface: only a type can be a row of `exec`.
type Rederivation = { source: string; tableName: string; rowId: string; after: string };

/**
 * Timers that depend on a changed row are derived anew: the first in this transaction, and where there are more than fit, the
 * rest in steps of their own, before anything that is due fires.
 */
export function followDependencies(hub: Hub, { table, id, before, after }: RowChange, now: number): void {
  const tableName = getTableName(table);
  for (const concerned of timersOn.get(tableName) ?? []) {
    if (!concerned.dependency.matters(before, after)) continue;
    const last = rederivePage(hub, concerned, id, "");
    keepPlace(hub, { source: getTableName(concerned.source.table), tableName, rowId: id, after: "" }, last, now);
  }
}

/** Derives the timers of the next rows; answers the last one's id if there may be more. */
function rederivePage(hub: Hub, { source, dependency }: Concerned, id: string, after: string): string | null {
  const rows = dependency.rows(hub.db, { processId: hub.processId, id }, { after, limit: rederiving.rows });
  for (const row of rows) rederive(hub, source, row.id, row);
  return rows.length < rederiving.rows ? null : (rows.at(-1)?.id ?? null);
}

function keepPlace(hub: Hub, { source, tableName, rowId }: Rederivation, last: string | null, now: number): void {
  if (last === null)
    hub.sql.exec(
      "DELETE FROM hub_rederivations WHERE source = ? AND table_name = ? AND row_id = ?",
      source,
      tableName,
      rowId,
    );
  else
    hub.sql.exec(
      `INSERT INTO hub_rederivations (source, table_name, row_id, after, due_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (source, table_name, row_id) DO UPDATE SET after = excluded.after, due_at = excluded.due_at`,
      source,
      tableName,
      rowId,
      last,
      now,
    );
}

/** Makes some of the steps that are left. One that breaks is made again after a while, and holds up nothing that is due. */
export function goOnDeriving(hub: Hub, now: number): void {
  for (let step = 0; step < rederiving.steps; step++) {
    const next = one<Rederivation>(
      hub.sql,
      `SELECT source, table_name AS "tableName", row_id AS "rowId", after FROM hub_rederivations
       WHERE due_at <= ? ORDER BY due_at LIMIT 1`,
      now,
    );
    if (!next) return;
    try {
      inTransaction(hub, () => keepPlace(hub, next, deriveNext(hub, next), now));
    } catch (thrown) {
      logError("timers.broke", { processId: hub.processId, ...next, error: describe(thrown) });
      keepPlace(hub, next, next.after, now + minute);
    }
  }
}

function deriveNext(hub: Hub, { source, tableName, rowId, after }: Rederivation): string | null {
  const concerned = timersOn.get(tableName)?.find((one) => getTableName(one.source.table) === source);
  return concerned ? rederivePage(hub, concerned, rowId, after) : null;
}
