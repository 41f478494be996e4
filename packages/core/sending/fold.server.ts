import { z } from "zod";
import { command } from "../command.ts";
import { ok } from "../result.ts";
import { rowsByIds } from "../rows.ts";
import { deliveries, messages, type Told } from "../tables.ts";
import { id } from "../text.ts";
import type { Delivery } from "./deliveries.server.ts";

function withAll(told: readonly Told[], rows: Delivery[], since: number): Told[] {
  const after = (at: number | null) => (at === null ? null : at - since);
  const ends = new Map(told.map((one) => [`${one.channel}/${one.state}`, { ...one, to: [...one.to] }]));
  for (const { channel, state, recipient, sentAt, deliveredAt } of rows) {
    const end = ends.get(`${channel}/${state}`) ?? { channel, state, to: [] };
    end.to.push([recipient, after(sentAt), after(deliveredAt)]);
    ends.set(`${channel}/${state}`, end);
  }
  return [...ends.values()];
}

/** What a delivery came to is kept with its message, and its own row goes. */
export const foldDeliveries = command({
  name: "outbox.fold",
  permission: "system",
  audit: { action: "delivery.fold", words: "put old messages away", entity: "delivery" },
  input: z.strictObject({ ids: z.array(id).max(500) }),
  run(ctx, { ids }) {
    const rows = [...rowsByIds(ctx.db, deliveries, ctx.processId, ids).values()];
    const ofMessage = Map.groupBy(rows, (row) => row.messageId);
    const texts = rowsByIds(ctx.db, messages, ctx.processId, [...ofMessage.keys()]);
    for (const [messageId, some] of ofMessage) {
      const message = texts.get(messageId);
      // Without a place to keep what they came to they stay as they are.
      if (!message) continue;
      ctx.patch(messages, message, { told: withAll(message.told ?? [], some, message.createdAt) });
      for (const row of some) ctx.remove(deliveries, row);
    }
    return ok(null);
  },
});
