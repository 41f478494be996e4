import type { Engine } from "#durable-objects/engine.ts";
import { restoreQueue } from "#durable-objects/queue.ts";

export interface Broadcast {
  mails: number;
}

const inBatch = 100;
/** A longer one than the product writes. */
const body = JSON.stringify({
  preview: "News",
  heading: "News for everybody who uses the service",
  paragraphs: Array.from({ length: 20 }, (_, n) => `${n}. ${"Something has changed, and this is what. ".repeat(5)}`),
  facts: [],
  footer: "You get this because you use the service.",
});

/** Queues so many mails in the lane of broadcasts, as one message to as many people would, and begins to send them. */
export function broadcast({ hub, outbox }: Engine, { mails }: Broadcast): void {
  const { sql, processId } = hub;
  const now = Date.now();
  sql.exec(
    `INSERT INTO messages (process_id, id, rev, created_at, updated_at, event, subject, body, about_kind)
     VALUES (?1, 'msg_news', 0, ?3, ?3, 'news', 'News', ?2, 'incident')`,
    processId,
    body,
    now,
  );
  sql.exec(
    `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?2 - 1)
     INSERT INTO deliveries (process_id, id, rev, created_at, updated_at, message_id, event, channel, lane, recipient, about_kind,
       state, batch_id, attempts, next_try_at, alone)
     SELECT ?1, 'dlv_news' || i, 0, ?3, ?3, 'msg_news', 'news', 'email', 'bulk', 'p' || i || '@news.test', 'incident',
       'queued', 'bat_news' || (i / ${inBatch}), 0, ?3, 0 FROM n`,
    processId,
    mails,
    now,
  );
  restoreQueue(hub);
  hub.ctx.waitUntil(outbox.pump());
}
