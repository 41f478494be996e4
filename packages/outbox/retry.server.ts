import { z } from "zod";
import { command } from "#packages/core/command.ts";
import type { Changes, Ctx } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { select } from "#packages/core/rows.ts";
import { dataOf, deliveryById } from "#packages/core/sending/deliveries.server.ts";
import { deliveryKind } from "#packages/core/sending/entity.server.ts";
import { untouched } from "#packages/core/sending/record.server.ts";
import { deliveries } from "#packages/core/tables.ts";
import { id } from "#packages/core/text.ts";
import { RetryAll } from "./inputs.ts";

/** As many in one transaction as it can bear; the answer says whether there are more. */
const mostRetried = 500;
const retryable = `WHERE process_id = ?1 AND state = ?2 AND (?3 IS NULL OR channel = ?3) AND (?4 IS NULL OR about_id = ?4)
  AND (?5 IS NULL OR event = ?5) ORDER BY id LIMIT ${mostRetried + 1}`;

export const retryAll = command({
  name: "outbox.retryAll",
  permission: "outbox.retry",
  audit: {
    action: "delivery.retry",
    words: "sent again: …",
    entity: "delivery",
    about: (input) => ({ detail: { ...input } }),
  },
  input: RetryAll,
  run(ctx, { state, channel = null, about = null, event = null }) {
    const found = select(ctx.db, deliveries, retryable, [ctx.processId, state, channel, about, event]);
    const some = found.slice(0, mostRetried);
    ctx.patchAll(
      deliveries,
      some.map((row) => ({ row, changes: anew(ctx) })),
    );
    const [first] = some;
    if (first)
      ctx.emit({
        about: deliveryKind.ref(first),
        action: "retried",
        summary: `${ctx.actor.name} sent ${some.length === 1 ? "a message" : `${some.length} messages`} again`,
        data: { count: some.length },
      });
    return ok({ retried: some.length, more: found.length > some.length });
  },
});

/** A new batch: a person asked for it to go out again, so the mail service must not take it for a repeat. */
const anew = (ctx: Ctx): Changes<typeof deliveries> => ({
  state: "queued",
  attempts: 0,
  nextTryAt: ctx.now,
  ...untouched(ctx),
  error: null,
  settledAt: null,
});

export const retryDelivery = command({
  name: "outbox.retry",
  permission: "outbox.retry",
  audit: { action: "delivery.retry", words: "sent again: …", entity: "delivery" },
  input: z.strictObject({ id }),
  run(ctx, input) {
    const row = deliveryById(ctx, input.id);
    if (!row) return refuse(errors.notFound("The message"));
    if (row.state !== "parked" && row.state !== "bounced") {
      return refuse(
        errors.conflict(`This message is ${row.state}; only one that was given up or came back can be sent again.`, {
          state: row.state,
        }),
      );
    }
    const fresh = ctx.patch(deliveries, row, anew(ctx));
    ctx.emit({
      about: deliveryKind.ref(row),
      action: "retried",
      summary: `${ctx.actor.name} sent the message to ${row.recipient} again`,
      data: dataOf(row),
    });
    return ok({ id: fresh.id, state: fresh.state });
  },
});
