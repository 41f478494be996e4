import type { Ctx } from "#packages/core/context.ts";
import { chunked } from "#packages/core/lists.ts";
import type { Notice } from "#packages/core/notice.ts";
import type { Recipient } from "#packages/core/notify.ts";
import { deliveries, messages } from "#packages/core/tables.ts";

/** As many as the mail service takes in one request. */
export const mostInBatch = 100;

/** Writes the text once, and one delivery for each recipient; each channel has batches of its own. */
export function queueNotice(
  ctx: Pick<Ctx, "put" | "putAll" | "now" | "newId">,
  notice: Notice,
  recipients: Recipient[],
): void {
  if (recipients.length === 0) return;
  const { event, mail, about, lane = "normal", guard, group = null } = notice;
  const aboutColumns = { aboutKind: about.kind, aboutId: about.id };
  const message = ctx.put(messages, { id: ctx.newId("message"), event, ...mail, told: null, ...aboutColumns });
  const common = { messageId: message.id, event, lane, ...aboutColumns, group };
  const guarded = { guard: guard?.name ?? null, guardId: guard?.id ?? null };
  const later = { deliveredAt: null, settledAt: null, providerId: null, error: null };
  const rows = [...Map.groupBy(recipients, (one) => one.channel)].flatMap(([channel, ofChannel]) =>
    chunked(ofChannel, mostInBatch).flatMap((batch) => {
      const state = channel === "in_app" ? unseen : waiting(ctx.now);
      const batchId = ctx.newId("batch");
      return batch.map(({ recipient, userId }) => ({
        id: ctx.newId("delivery"),
        ...common,
        ...guarded,
        ...later,
        ...state,
        channel,
        recipient,
        userId,
        batchId,
        attempts: 0,
        alone: false,
      }));
    }),
  );
  ctx.putAll(deliveries, rows);
}

/** Until a browser of its person says that it has taken it (`in-app.ts`). */
const unseen = { state: "unseen" as const, nextTryAt: null, sentAt: null };
const waiting = (now: number) => ({ state: "queued" as const, nextTryAt: now, sentAt: null });
