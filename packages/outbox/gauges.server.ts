import { counted, figure, type Gauge } from "#packages/core/gauge.ts";
import { restsOf } from "#packages/core/sending/rests.server.ts";
import { isTold } from "#packages/core/sending/rests.ts";

/** `/healthz` looks at these two. */
export const channelsResting = "d2c_outbox_resting";
export const oldestQueued = "d2c_outbox_oldest_queued_ms";

const inState = "deliveries WHERE process_id = ? AND state = ?";

export const outboxGauges: Gauge[] = [
  {
    name: channelsResting,
    help: "Channels that take nothing at present, for more than a moment.",
    read: (db) => restsOf(db).filter(isTold).length,
  },
  {
    name: "d2c_outbox_queued",
    help: "Messages waiting to be sent, at most 1000 counted.",
    read: (db, processId) => counted(db, inState, [processId, "queued"]),
  },
  {
    name: "d2c_outbox_parked",
    help: "Messages given up, at most 1000 counted.",
    read: (db, processId) => counted(db, inState, [processId, "parked"]),
  },
  {
    name: oldestQueued,
    help: "Since when a message has been waiting, in UTC milliseconds; 0: none is.",
    // Ids sort by time.
    read: (db, processId) =>
      figure(db, `SELECT created_at AS n FROM ${inState} ORDER BY id LIMIT 1`, [processId, "queued"]),
  },
];
