import { z } from "zod";
import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { type OutboundChannel, restReasons } from "#packages/core/delivery.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { rowById } from "#packages/core/rows.ts";
import { deliveries } from "#packages/core/tables.ts";
import { id } from "#packages/core/text.ts";
import { cut } from "#packages/core/well-formed.ts";
import { deliveryKind } from "./entity.server.ts";
import { supersedes } from "./rules.ts";

export const deliveryById = (ctx: Ctx, deliveryId: string) => rowById(ctx.db, deliveries, ctx.processId, deliveryId);

/** What a service outside says of itself: as much as anybody reads. */
const told = z.string().transform((text) => cut(text, 1_000));

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
      const attempts = result.state === "dropped" ? row.attempts : row.attempts + 1;
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
export const untouched = (ctx: Ctx) => ({ batchId: ctx.newId("batch"), handedAt: null, unclearAt: null });

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

/** What the feed says of a delivery beside its summary. */
export const dataOf = ({ aboutKind, aboutId, channel }: typeof deliveries.$inferSelect) => ({
  about: { kind: aboutKind, id: aboutId },
  channel,
});
const messageWords = ({ lane }: typeof deliveries.$inferSelect): string =>
  lane === "urgent" ? "The page" : "A message";
const reportWords = { delivered: "was delivered", bounced: "came back", complained: "was reported as spam" };

/** A message that didn't reach its person belongs in the incident's own story. */
function noteTrouble(ctx: Ctx, row: typeof deliveries.$inferSelect, state: string, reason: string): void {
  ctx.emit({
    about: deliveryKind.ref(row),
    action: state,
    summary: `${messageWords(row)} to ${row.recipient} was ${state === "dropped" ? "not sent" : "given up"}: ${reason}`,
    data: dataOf(row),
  });
}

const channelWords: Record<OutboundChannel, string> = { email: "E-mail", slack: "Slack", webhook: "The webhook" };

/** Says that a channel has stopped taking messages, or takes them again: once for each, however often it was tried. */
export const noteChannel = command({
  name: "outbox.channel",
  permission: "system",
  audit: { action: "delivery.channel", entity: "delivery" },
  input: z.object({
    channel: z.enum(["email", "slack", "webhook"]),
    rest: z.object({ why: z.enum(restReasons), reason: told, since: z.number() }).nullable(),
  }),
  run(ctx, { channel, rest }) {
    ctx.emit({
      about: deliveryKind.ref({ id: channel }),
      action: rest ? "resting" : "resumed",
      summary: rest
        ? `${channelWords[channel]} waits: ${rest.reason}. It is tried again by itself; nothing is given up for it`
        : `${channelWords[channel]} goes out again`,
      data: { channel },
    });
    return ok(null);
  },
});

/** What the mail service reports later, by its signed webhook. */
export const reportDelivery = command({
  name: "outbox.report",
  permission: "system",
  audit: { action: "delivery.report", entity: "delivery" },
  input: z.object({
    id,
    state: z.enum(["delivered", "bounced", "complained"]),
    detail: z.string().max(500).nullable(),
    /** When it happened, by the mail service's clock. */
    at: z.number().optional(),
  }),
  run(ctx, input) {
    const row = deliveryById(ctx, input.id);
    if (!row) return refuse(errors.notFound("The delivery"));
    // Of the mail before: a person had it sent again, and nobody can have taken that one yet.
    if (row.state === "queued" && row.unclearAt === null) return ok(null);
    const at = Math.min(Math.max(input.at ?? ctx.now, row.createdAt), ctx.now);
    const isDelivered = input.state === "delivered";
    // A complaint can overtake the report that it was delivered.
    const isLate = isDelivered && row.state === "complained" && row.deliveredAt === null;
    if (isLate) ctx.patch(deliveries, row, { deliveredAt: at });
    if (!supersedes(input.state, row.state)) return ok(null);
    ctx.patch(deliveries, row, {
      state: input.state,
      ...(isDelivered ? { deliveredAt: at } : { settledAt: at }),
      unclearAt: null,
      error: input.detail,
      nextTryAt: null,
    });
    if (!isDelivered || row.lane === "urgent")
      ctx.emit({
        about: deliveryKind.ref(row),
        action: input.state,
        summary: `${messageWords(row)} to ${row.recipient} ${reportWords[input.state]}${input.detail ? `: ${input.detail}` : ""}`,
        data: dataOf(row),
      });
    return ok(null);
  },
});
