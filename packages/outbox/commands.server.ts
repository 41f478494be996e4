import { z } from "zod";
import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { rowById } from "#packages/core/rows.ts";
import { deliveries } from "#packages/core/tables.ts";
import { id } from "#packages/core/text.ts";
import { supersedes } from "./rules.ts";

const deliveryById = (ctx: Ctx, deliveryId: string) => rowById(ctx.db, deliveries, ctx.processId, deliveryId);

const settled = z.discriminatedUnion("state", [
  z.object({ id, state: z.literal("sent"), providerId: z.string().nullable() }),
  z.object({ id, state: z.enum(["dropped", "parked", "held"]), reason: z.string() }),
  z.object({
    id,
    state: z.literal("queued"),
    reason: z.string(),
    nextTryAt: z.number(),
    alone: z.boolean(),
    tried: z.boolean(),
  }),
]);

/** Writes down what came of handing messages over. */
export const recordDeliveries = command({
  name: "outbox.record",
  permission: "system",
  audit: { action: "delivery.record", entity: "delivery" },
  input: z.object({ settled: z.array(settled).max(100) }),
  run(ctx, input) {
    for (const result of input.settled) {
      const row = deliveryById(ctx, result.id);
      if (row?.state !== "queued") continue;
      const attempts = wasTried(result) ? row.attempts + 1 : row.attempts;
      switch (result.state) {
        case "sent":
          ctx.patch(deliveries, row, {
            state: "sent",
            attempts,
            sentAt: ctx.now,
            unclearAt: null,
            nextTryAt: null,
            providerId: result.providerId,
            error: null,
          });
          break;
        case "queued": {
          ctx.patch(deliveries, row, {
            attempts,
            nextTryAt: result.nextTryAt,
            error: result.reason,
            ...(result.alone ? { alone: true, ...untouched(ctx) } : {}),
          });
          break;
        }
        default: {
          const overtaken = result.state === "dropped" && row.unclearAt !== null;
          const reason = overtaken ? `${result.reason} ${mayHaveArrived}` : result.reason;
          ctx.patch(deliveries, row, {
            state: result.state,
            // What is not sent is no part of the batch, should the rest of it have to be sent again.
            batchId: result.state === "dropped" ? null : row.batchId,
            attempts,
            nextTryAt: null,
            settledAt: ctx.now,
            error: reason,
          });
          noteTrouble(ctx, row, result.state, reason);
        }
      }
    }
    return ok(null);
  },
});

const mayHaveArrived = "(It may have arrived all the same: the answer to an earlier try was lost.)";

/** A batch of its own that no receiver has seen. Only for what was surely not taken, or what a person wants sent again. */
const untouched = (ctx: Ctx) => ({ batchId: ctx.newId("batch"), handedAt: null, unclearAt: null });

function wasTried(result: z.infer<typeof settled>): boolean {
  switch (result.state) {
    case "sent":
    case "parked":
      return true;
    case "queued":
      return result.tried;
    case "dropped":
    case "held":
      return false;
  }
}

/** Puts deliveries that were handed to nobody yet into one batch. */
export const gatherDeliveries = command({
  name: "outbox.gather",
  permission: "system",
  audit: { action: "delivery.gather", entity: "delivery" },
  input: z.object({ batchId: id, ids: z.array(id).max(100) }),
  run(ctx, input) {
    for (const deliveryId of input.ids) {
      const row = deliveryById(ctx, deliveryId);
      if (row?.state === "queued" && row.handedAt === null) ctx.patch(deliveries, row, { batchId: input.batchId });
    }
    return ok(null);
  },
});

/** A message that didn't reach its person belongs in the incident's own story. */
function noteTrouble(ctx: Ctx, row: typeof deliveries.$inferSelect, state: string, reason: string): void {
  if (state === "held") return;
  const what = row.lane === "urgent" ? "The page" : "A message";
  ctx.emit({
    entity: "delivery",
    entityId: row.id,
    action: state,
    summary: `${what} to ${row.recipient} was ${state === "dropped" ? "not sent" : "given up"}: ${reason}`,
    data: { incidentId: row.incidentId, channel: row.channel },
  });
}

/** What the mail service reports later, by its signed webhook. */
export const reportDelivery = command({
  name: "outbox.report",
  permission: "system",
  audit: { action: "delivery.report", entity: "delivery" },
  input: z.object({
    id,
    state: z.enum(["delivered", "bounced", "complained"]),
    detail: z.string().max(500).nullable(),
  }),
  run(ctx, input) {
    const row = deliveryById(ctx, input.id);
    if (!row) return refuse(errors.notFound("The delivery"));
    if (!supersedes(input.state, row.state)) return ok(null);
    ctx.patch(deliveries, row, {
      state: input.state,
      settledAt: ctx.now,
      unclearAt: null,
      error: input.detail,
      nextTryAt: null,
    });
    if (input.state !== "delivered") {
      ctx.emit({
        entity: "delivery",
        entityId: row.id,
        action: input.state,
        summary: `The message to ${row.recipient} ${input.state === "bounced" ? "came back" : "was reported as spam"}${input.detail ? `: ${input.detail}` : ""}`,
        data: { incidentId: row.incidentId, channel: row.channel },
      });
    }
    return ok(null);
  },
});

export const retryDelivery = command({
  name: "outbox.retry",
  permission: "outbox.retry",
  audit: { action: "delivery.retry", entity: "delivery" },
  input: z.strictObject({ id }),
  run(ctx, input) {
    const row = deliveryById(ctx, input.id);
    if (!row) return refuse(errors.notFound("The message"));
    if (row.state !== "parked" && row.state !== "held" && row.state !== "bounced") {
      return refuse(
        errors.conflict(
          `This message is ${row.state}; only one that is held, given up or came back can be sent again.`,
          { state: row.state },
        ),
      );
    }
    // A new batch: the person asked for it to go out again, so the mail service must not take it for a repeat.
    const fresh = ctx.patch(deliveries, row, {
      state: "queued",
      attempts: 0,
      nextTryAt: ctx.now,
      ...untouched(ctx),
      error: null,
      settledAt: null,
    });
    ctx.emit({
      entity: "delivery",
      entityId: row.id,
      action: "retried",
      summary: `${ctx.actor.name} sent the message to ${row.recipient} again`,
      data: { incidentId: row.incidentId, channel: row.channel },
    });
    return ok({ id: fresh.id, state: fresh.state });
  },
});
