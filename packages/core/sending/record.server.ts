import { z } from "zod";
import { command } from "#packages/core/command.ts";
import type { Changes, Ctx } from "#packages/core/context.ts";
import { ok } from "#packages/core/result.ts";
import { rowsByIds, select } from "#packages/core/rows.ts";
import { deliveries } from "#packages/core/tables.ts";
import { id } from "#packages/core/text.ts";
import { type Delivery, dataOf, messageWords } from "./deliveries.server.ts";
import { deliveryKind } from "./entity.server.ts";
import { told } from "./told.ts";

const settled = z.discriminatedUnion("state", [
  z.object({ id, state: z.literal("sent"), providerId: told.nullable() }),
  z.object({ id, state: z.enum(["dropped", "parked"]), reason: told }),
  z.object({
    id,
    state: z.literal("queued"),
    reason: told,
    nextTryAt: z.number(),
    alone: z.boolean(),
  }),
]);
type Settled = z.output<typeof settled>;

/** Writes down what came of handing messages over. */
export const recordDeliveries = command({
  name: "outbox.record",
  permission: "system",
  audit: { action: "delivery.record", words: "sent …", entity: "delivery" },
  input: z.object({ settled: z.array(settled).max(100) }),
  run(ctx, input) {
    const rows = rowsByIds(
      ctx.db,
      deliveries,
      ctx.processId,
      input.settled.map((result) => result.id),
    );
    const edits = input.settled.flatMap((result) => {
      const row = rows.get(result.id);
      return row?.state === "queued" || row?.state === "unseen" ? [{ row, changes: changesOf(ctx, row, result) }] : [];
    });
    ctx.patchAll(deliveries, edits);
    for (const { row, changes } of edits)
      if (changes.state === "dropped" || changes.state === "parked") noteTrouble(ctx, row, changes);
    return ok(null);
  },
});

function changesOf(ctx: Ctx, row: Delivery, result: Settled): Changes<typeof deliveries> {
  const attempts = row.attempts + 1;
  switch (result.state) {
    case "sent":
      return {
        state: "sent",
        attempts,
        sentAt: ctx.now,
        nextTryAt: null,
        providerId: result.providerId,
        error: null,
      };
    case "queued": {
      const { reason: error, nextTryAt } = result;
      return { attempts, nextTryAt, error, ...(result.alone ? { alone: true, ...untouched(ctx) } : {}) };
    }
    case "dropped":
    case "parked":
      return {
        state: result.state,
        // What is not sent is no part of the batch, should the rest of it have to be sent again.
        batchId: null,
        attempts: result.state === "dropped" ? row.attempts : attempts,
        nextTryAt: null,
        settledAt: ctx.now,
        error: result.reason,
      };
  }
}

/** A batch of its own that no receiver has seen. Only for what was surely not taken, or what a person wants sent again. */
export const untouched = (ctx: Ctx) => ({ batchId: ctx.newId("batch") });

/** A message that didn't reach its person belongs in the story of what it is about. That nobody looked at the app is no trouble. */
function noteTrouble(ctx: Ctx, row: Delivery, { state, error }: Changes<typeof deliveries>): void {
  if (row.state === "unseen") return;
  ctx.emit({
    about: deliveryKind.ref(row),
    action: String(state),
    summary: `${messageWords(row)} to ${row.recipient} was ${state === "dropped" ? "not sent" : "given up"}: ${error}`,
    data: dataOf(row),
  });
}

/** Puts the deliveries of other batches into one, of batches that were handed to nobody yet. */
export const gatherDeliveries = command({
  name: "outbox.gather",
  permission: "system",
  audit: { action: "delivery.gather", words: "put messages into one mail: …", entity: "delivery" },
  input: z.object({ into: id, from: z.array(id).max(100) }),
  run(ctx, { into, from }) {
    const rows = select(
      ctx.db,
      deliveries,
      `WHERE process_id = ? AND state = 'queued' AND batch_id IN
         (SELECT batch_id FROM hub_outbox WHERE handed_at IS NULL AND batch_id IN (SELECT value FROM json_each(?)))`,
      [ctx.processId, JSON.stringify(from)],
    );
    ctx.patchAll(
      deliveries,
      rows.map((row) => ({ row, changes: { batchId: into } })),
    );
    return ok(null);
  },
});
