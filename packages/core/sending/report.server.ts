import { z } from "zod";
import { command } from "#packages/core/command.ts";
import type { HubDb } from "#packages/core/database.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { deliveries } from "#packages/core/tables.ts";
import { id } from "#packages/core/text.ts";
import { type Delivery, dataOf, deliveryById, messageWords, queuedBatch } from "./deliveries.server.ts";
import { deliveryKind } from "./entity.server.ts";
import { supersedes } from "./rules.ts";

const reportWords = { delivered: "was delivered", bounced: "came back", complained: "was reported as spam" };

/** What the mail service reports later, by its signed webhook. */
export const reportDelivery = command({
  name: "outbox.report",
  permission: "system",
  audit: { action: "delivery.report", words: "heard what became of …", entity: "delivery" },
  input: z.object({
    id,
    state: z.enum(["delivered", "bounced", "complained"]),
    detail: z.string().max(500).nullable(),
    /** The mail service's id of the mail; a delivery that was sent again has been several. */
    providerId: z.string().max(200).optional(),
    /** When it happened, by the mail service's clock. */
    at: z.number().optional(),
  }),
  run(ctx, input) {
    const row = deliveryById(ctx, input.id);
    if (!row) return refuse(errors.notFound("The delivery"));
    if (isOfEarlierMail(ctx.db, row, input.providerId)) return ok(null);
    const at = Math.min(Math.max(input.at ?? ctx.now, row.createdAt), ctx.now);
    const isDelivered = input.state === "delivered";
    // A complaint can overtake the report that it was delivered.
    const isLate = isDelivered && row.state === "complained" && row.deliveredAt === null;
    if (isLate) ctx.patch(deliveries, row, { deliveredAt: at });
    if (!supersedes(input.state, row.state)) return ok(null);
    ctx.patch(deliveries, row, {
      state: input.state,
      ...(isDelivered ? { deliveredAt: at } : { settledAt: at }),
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

/** A person had it sent again since. Until the new mail's id is known, the row still has that of the one before. */
function isOfEarlierMail(db: HubDb, { state, batchId, providerId }: Delivery, reported: string | undefined): boolean {
  const sameMail = reported !== undefined && reported === providerId;
  if (state !== "queued") return reported !== undefined && providerId !== null && !sameMail;
  const mayHaveLeft = batchId !== null && (queuedBatch(db, batchId)?.unclearAt ?? null) !== null;
  return sameMail || !mayHaveLeft;
}
