import type { Ctx } from "#packages/core/context.ts";
import type { HubDb } from "#packages/core/database.ts";
import { rowById, select } from "#packages/core/rows.ts";
import { deliveries, hubOutbox } from "#packages/core/tables.ts";

export type Delivery = typeof deliveries.$inferSelect;
/** A batch that waits. Fresh, and so free to be put together with others, as long as `handedAt` is null. */
export type QueuedBatch = typeof hubOutbox.$inferSelect;

export const deliveryById = (ctx: Pick<Ctx, "db" | "processId">, id: string): Delivery | null =>
  rowById(ctx.db, deliveries, ctx.processId, id);

/** Null: nothing of it waits. */
export const queuedBatch = (db: HubDb, batchId: string): QueuedBatch | null =>
  select(db, hubOutbox, "WHERE batch_id = ?", [batchId])[0] ?? null;

/** What the feed says of a delivery beside its summary. */
export const dataOf = ({ aboutKind, aboutId, channel }: Delivery) => ({
  about: { kind: aboutKind, id: aboutId },
  channel,
});

export const messageWords = ({ lane }: Delivery): string => (lane === "urgent" ? "The page" : "A message");
