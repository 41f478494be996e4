import { flag, index, integer, json, processColumns, processKey, sqliteTable, text } from "../columns.ts";
import type { DeliveryChannel, DeliveryLane, DeliveryState } from "../delivery.ts";
import type { MessageBody } from "../message.ts";

/** What stays of deliveries that came to the same end: to whom, and how long after the message they were sent and arrived, in ms. */
export interface Told {
  channel: DeliveryChannel;
  state: DeliveryState;
  to: [recipient: string, sentAfter: number | null, arrivedAfter: number | null][];
}

/** The text of a message, once for all who get it. */
export const messages = sqliteTable(
  "messages",
  {
    ...processColumns(),
    event: text("event").notNull(),
    subject: text("subject").notNull(),
    /** Its content: text and HTML are made of it when it is handed over. */
    body: json<MessageBody>("body").notNull(),
    /** Whom it has reached, of those whose deliveries are gone. */
    told: json<Told[]>("told"),
    aboutKind: text("about_kind").notNull(),
    /** Null: several of the kind. */
    aboutId: text("about_id"),
  },
  (t) => [
    processKey(t),
    index("d1_messages_by_about").on(t.processId, t.aboutId, t.id),
    index("d1_messages_across").on(t.createdAt, t.id),
  ],
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
    index("d1_deliveries_across").on(t.createdAt, t.id),
    index("d1_deliveries_across_by_state").on(t.state, t.createdAt, t.id),
    index("d1_deliveries_by_about").on(t.processId, t.aboutId, t.id),
    index("hub_deliveries_by_batch").on(t.processId, t.batchId, t.id),
    index("hub_deliveries_by_group").on(t.processId, t.group, t.id),
  ],
);
