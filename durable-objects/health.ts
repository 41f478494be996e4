import type { DeliveryState } from "#packages/core/delivery.ts";
import { readFigure } from "#packages/core/figure.ts";
import { counted } from "#packages/core/gauge.ts";
import type { HubHealth } from "#packages/core/health.ts";
import { restsOf } from "#packages/core/sending/rests.server.ts";
import { figures } from "#packages/modules.ts";
import type { Hub } from "./core.ts";
import { liveJobs } from "./jobs.ts";
import { readNumber } from "./meta.ts";
import type { Mirror } from "./mirror.ts";
import { mirrorBacklog } from "./mirror-queue.ts";
import { refusedRows } from "./mirror-refused.ts";
import { one } from "./one.ts";
import { isOpen } from "./opening.ts";
import { earliestTimer } from "./timers.ts";

const costsShown = 20;

/** From the index of states: ids sort by time, so the first is the oldest. */
function outboxOf(hub: Hub): HubHealth["outbox"] {
  const count = (state: DeliveryState) =>
    counted(hub.db, "deliveries WHERE process_id = ? AND state = ?", [hub.processId, state]);
  const oldest = one<{ at: number }>(
    hub.sql,
    "SELECT created_at AS at FROM deliveries WHERE process_id = ? AND state = 'queued' ORDER BY id LIMIT 1",
    hub.processId,
  );
  return {
    queued: count("queued"),
    oldestQueuedAt: oldest?.at ?? null,
    parked: count("parked"),
    resting: restsOf(hub.db),
  };
}

export function healthOf(hub: Hub, mirror: Mirror, now: number): HubHealth {
  const timers = one<{ waiting: number; overdue: number; failing: number }>(
    hub.sql,
    "SELECT count(*) AS waiting, coalesce(sum(fire_at < ?), 0) AS overdue, coalesce(sum(tries > 0), 0) AS failing FROM hub_timers",
    now - 1_000,
  );
  return {
    processId: hub.processId,
    state: isOpen(hub) ? "open" : "closed",
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
    jobs: liveJobs(hub),
    figures: figures.map((figure) => readFigure(figure, hub.db, hub.processId, now)),
    limits: hub.limits.hits(now),
    costs: { since: hub.counted.costs.since, top: hub.counted.costs.top("rowsRead", costsShown) },
  };
}
