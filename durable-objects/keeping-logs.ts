import { heldMs, leftOf, logsInHubMs } from "#packages/core/keeping.ts";
import { logLeft } from "#packages/core/tables.ts";
import type { Left } from "#packages/doors.ts";
import { kindsByName } from "#packages/kinds.ts";
import type { Hub } from "./core.ts";
import { readNumber } from "./meta.ts";
import { one } from "./one.ts";
import { insertRow } from "./sql.ts";

/** Rows of each log that one step deletes. */
const perStep = 250;

/** Before this moment nothing in the logs is needed any more. */
function neededSince({ db, processId }: Hub, now: number): number {
  const open = Array.from(kindsByName.values(), (kind) => kind.openSince?.(db, processId) ?? null);
  const oldest = Math.min(...open.filter((at) => at !== null));
  return Math.min(now - logsInHubMs, Math.max(oldest, now - heldMs));
}

/** The last audit row that D1 has for certain, with all before it. */
function confirmedRow(hub: Hub): number {
  const refused = one<{ seq: number | null }>(
    hub.sql,
    "SELECT min(CAST(row_id AS INTEGER)) AS seq FROM hub_mirror_refused WHERE table_name = 'audit'",
  );
  return Math.min(readNumber(hub, "mirrored:audit"), (refused?.seq ?? Number.MAX_SAFE_INTEGER) - 1);
}

function confirmedEvent(hub: Hub): number {
  const refused = one<{ seq: number | null }>(
    hub.sql,
    "SELECT min(CAST(row_id AS INTEGER)) AS seq FROM hub_mirror_refused WHERE table_name = 'events'",
  );
  return Math.min(readNumber(hub, "mirrored:events"), (refused?.seq ?? Number.MAX_SAFE_INTEGER) - 1);
}

/** Up to where the logs may leave the hub now; null where they stay. Found by halving: rows are numbered without gaps, in the order of time. */
export function mayLeave(hub: Hub, now: number): Left | null {
  const from = leftOf(hub.db, hub.processId);
  const [since, events] = [neededSince(hub, now), confirmedEvent(hub)];
  const at = (seq: number) =>
    one<{ at: number; hash: string }>(
      hub.sql,
      "SELECT at, hash FROM audit WHERE process_id = ? AND seq = ?",
      hub.processId,
      seq,
    );
  const eventAt = (seq: number) =>
    one<{ event: number }>(
      hub.sql,
      "SELECT last_event AS event FROM audit WHERE process_id = ? AND seq <= ? AND last_event IS NOT NULL ORDER BY seq DESC LIMIT 1",
      hub.processId,
      seq,
    )?.event ?? from.event;
  let [low, high] = [from.seq, confirmedRow(hub)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((at(middle)?.at ?? since) < since && eventAt(middle) <= events) low = middle;
    else high = middle - 1;
  }
  const row = low > from.seq ? at(low) : null;
  return row && { seq: low, ...row, event: eventAt(low) };
}

/** From now on the logs begin after this row: its triggers allow it only where D1 has confirmed all before. */
export const leave = (hub: Hub, link: Left): void =>
  void insertRow(hub, logLeft, { processId: hub.processId, ...link });

/** Deletes some of what has left; says whether there may be more. */
export function dropLeft(hub: Hub): boolean {
  const left = leftOf(hub.db, hub.processId);
  const drop = (table: "audit" | "events", to: number) =>
    hub.sql.exec(
      `DELETE FROM ${table} WHERE process_id = ?1 AND seq IN
         (SELECT seq FROM ${table} WHERE process_id = ?1 AND seq <= ?2 ORDER BY seq LIMIT ${perStep})`,
      hub.processId,
      to,
    ).rowsWritten;
  return drop("audit", left.seq) + drop("events", left.event) > 0;
}
