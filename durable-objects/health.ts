import type { DeliveryState } from "#packages/core/delivery.ts";
import { type Hub, one, readNumber } from "./core.ts";
import type { Mirror } from "./mirror.ts";
import { mirrorBacklog } from "./mirror-queue.ts";
import { type RefusedRow, refusedRows } from "./mirror-refused.ts";
import { earliestTimer } from "./timers.ts";

export interface HubHealth {
  processId: string;
  rev: number;
  seq: number;
  sockets: number;
  mirror: {
    pendingRows: number;
    behindByRevs: number;
    failingSince: number | null;
    lastError: string | null;
    /** Rows that D1 refuses, the longest first; at most 50. */
    refused: RefusedRow[];
  };
  outbox: { queued: number; oldestQueuedAt: number | null; parked: number };
  /** `failing`: their command broke and is tried again. */
  timers: { waiting: number; nextDueAt: number | null; overdue: number; failing: number };
  /** How late tiers fired: the pager's own figure. */
  lateness: { firings: number; worstMs: number };
  openIncidents: number;
  /** How often somebody was over a limit since the hub woke. */
  limits: { read: number; write: number };
}

/** From the index of states: ids sort by time, so the first is the oldest. */
function outboxOf(hub: Hub): HubHealth["outbox"] {
  const count = (state: DeliveryState) =>
    one<{ n: number }>(
      hub.sql,
      "SELECT count(*) AS n FROM deliveries WHERE process_id = ? AND state = ?",
      hub.processId,
      state,
    )?.n ?? 0;
  const oldest = one<{ at: number }>(
    hub.sql,
    "SELECT created_at AS at FROM deliveries WHERE process_id = ? AND state = 'queued' ORDER BY id LIMIT 1",
    hub.processId,
  );
  return { queued: count("queued"), oldestQueuedAt: oldest?.at ?? null, parked: count("parked") };
}

export function healthOf(hub: Hub, mirror: Mirror, now: number): HubHealth {
  const timers = one<{ waiting: number; overdue: number; failing: number }>(
    hub.sql,
    "SELECT count(*) AS waiting, coalesce(sum(fire_at < ?), 0) AS overdue, coalesce(sum(tries > 0), 0) AS failing FROM hub_timers",
    now - 1_000,
  );
  const late = one<{ n: number; worst: number | null }>(
    hub.sql,
    "SELECT count(*) AS n, max(lateness_ms) AS worst FROM escalation_executions WHERE process_id = ? AND by_hand = 0",
    hub.processId,
  );
  const open = one<{ n: number }>(
    hub.sql,
    "SELECT count(*) AS n FROM incidents WHERE process_id = ? AND is_active = 1",
    hub.processId,
  );
  return {
    processId: hub.processId,
    rev: readNumber(hub, "rev"),
    seq: readNumber(hub, "seq"),
    sockets: hub.ctx.getWebSockets().length,
    mirror: {
      pendingRows: mirrorBacklog(hub),
      behindByRevs: readNumber(hub, "rev") - mirror.flushedRev,
      failingSince: mirror.failingSince,
      lastError: mirror.lastError,
      refused: refusedRows(hub),
    },
    outbox: outboxOf(hub),
    timers: {
      waiting: timers?.waiting ?? 0,
      nextDueAt: earliestTimer(hub),
      overdue: timers?.overdue ?? 0,
      failing: timers?.failing ?? 0,
    },
    lateness: { firings: late?.n ?? 0, worstMs: late?.worst ?? 0 },
    openIncidents: open?.n ?? 0,
    limits: { ...hub.limits.hits },
  };
}
