import { flag, index, integer, processColumns, processKey, sqliteTable, text } from "../columns.ts";
import type { DeliveryChannel, DeliveryLane, DeliveryState } from "../delivery.ts";

/** The text of a message, once for all who get it. */
export const messages = sqliteTable(
  "messages",
  {
    ...processColumns(),
    event: text("event").notNull(),
    subject: text("subject").notNull(),
    text: text("text").notNull(),
    html: text("html"),
    aboutKind: text("about_kind").notNull(),
    /** Null: several of the kind. */
    aboutId: text("about_id"),
  },
  (t) => [processKey(t)],
);

/** One message to one recipient over one channel, from the decision to its end. */
export const deliveries = sqliteTable(
  "deliveries",
  {
    ...processColumns(),
    messageId: text("message_id").notNull(),
    event: text("event").notNull(),
    channel: text("channel").$type<DeliveryChannel>().notNull(),
    lane: text("lane").$type<DeliveryLane>().notNull(),
    recipient: text("recipient").notNull(),
    userId: text("user_id"),
    aboutKind: text("about_kind").notNull(),
    aboutId: text("about_id"),
    /** By which its module finds it again. */
    group: text("group_id"),
    guard: text("guard"),
    guardId: text("guard_id"),
    state: text("state").$type<DeliveryState>().notNull(),
    /** Whoever goes out together: the key by which the mail service recognises a repeat. Null: dropped or given up. */
    batchId: text("batch_id"),
    attempts: integer("attempts").notNull(),
    nextTryAt: integer("next_try_at"),
    sentAt: integer("sent_at"),
    deliveredAt: integer("delivered_at"),
    /** When it was dropped, parked, came back or was complained of. */
    settledAt: integer("settled_at"),
    providerId: text("provider_id"),
    error: text("error"),
    alone: flag("alone").notNull(),
  },
  (t) => [
    processKey(t),
    index("deliveries_by_state").on(t.processId, t.state, t.id),
    index("deliveries_across").on(t.createdAt, t.id),
    index("deliveries_across_by_state").on(t.state, t.createdAt, t.id),
    index("deliveries_by_about").on(t.processId, t.aboutId, t.id),
    index("deliveries_by_batch").on(t.processId, t.batchId, t.id),
    index("deliveries_by_group").on(t.processId, t.group, t.id),
  ],
);
