import { sql } from "drizzle-orm";
import { uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Audience } from "../audience.ts";
import { flag, index, integer, json, primaryKey, sqliteTable, text } from "../columns.ts";
import type { DeliveryLane, OutboundChannel } from "../delivery.ts";
import type { Json } from "../json.ts";

/** Hub only: what each command answered, so that a repeat gets the same. */
export const hubCommands = sqliteTable(
  "hub_commands",
  {
    commandId: text("command_id").primaryKey(),
    name: text("name").notNull(),
    inputHash: text("input_hash").notNull(),
    result: json<Json>("result"),
    rev: integer("rev").notNull(),
    /** From then on nobody sends it again. */
    forgetAt: integer("forget_at").notNull(),
  },
  (t) => [index("hub_commands_by_time").on(t.forgetAt)],
);

/** Hub only: rows that D1 has not been told of. */
export const hubMirror = sqliteTable(
  "hub_mirror",
  { tableName: text("table_name").notNull(), rowId: text("row_id").notNull(), rev: integer("rev").notNull() },
  (t) => [primaryKey({ columns: [t.tableName, t.rowId] }), index("hub_mirror_by_rev").on(t.rev)],
);

/** Hub only: rows that D1 has refused while it took others. They are set aside so that everything else goes on. */
export const hubMirrorRefused = sqliteTable(
  "hub_mirror_refused",
  {
    tableName: text("table_name").notNull(),
    /** Of a log: the row's number. */
    rowId: text("row_id").notNull(),
    rev: integer("rev").notNull(),
    bytes: integer("bytes").notNull(),
    error: text("error").notNull(),
    since: integer("since").notNull(),
    tries: integer("tries").notNull(),
    nextTryAt: integer("next_try_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tableName, t.rowId] })],
);

/** Hub only: what is due next of each record, derived from its row; beside it what broke and is tried again. */
export const hubTimers = sqliteTable(
  "hub_timers",
  {
    key: text("key").primaryKey(),
    source: text("source").notNull(),
    entityId: text("entity_id").notNull(),
    command: text("command").notNull(),
    input: json<{ [key: string]: Json }>("input").notNull(),
    dueAt: integer("due_at").notNull(),
    tries: integer("tries").notNull(),
    /** When it is tried: `dueAt`, or later after a failure. */
    fireAt: integer("fire_at").notNull(),
  },
  (t) => [
    index("hub_timers_failing").on(t.tries).where(sql`tries > 0`),
    index("hub_timers_due").on(t.fireAt, t.key),
    index("hub_timers_by_entity").on(t.source, t.entityId),
  ],
);

/** Hub only: rows that have changed and whose dependants' timers are still to be derived anew, and up to which of them that is done. */
export const hubRederivations = sqliteTable(
  "hub_rederivations",
  {
    /** The table whose timers depend on it, and the table and id of what has changed. */
    source: text("source").notNull(),
    tableName: text("table_name").notNull(),
    rowId: text("row_id").notNull(),
    after: text("after").notNull(),
    /** When the next of them are done. */
    dueAt: integer("due_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.source, t.tableName, t.rowId] }), index("hub_rederivations_by_due").on(t.dueAt)],
);

/**
 * Hub only: the batches that wait to be handed over, derived from their deliveries. Only `handedAt`, `unclearAt` and a postponed
 * `nextTryAt` are said here and nowhere else, and D1 needs none of them.
 */
export const hubOutbox = sqliteTable(
  "hub_outbox",
  {
    batchId: text("batch_id").primaryKey(),
    channel: text("channel").$type<OutboundChannel>().notNull(),
    lane: text("lane").$type<DeliveryLane>().notNull(),
    /** How many deliveries of it wait. */
    size: integer("size").notNull(),
    /** It may not be put together with others. */
    alone: flag("alone").notNull(),
    rev: integer("rev").notNull(),
    nextTryAt: integer("next_try_at").notNull(),
    /** When it was first handed over, written before the request leaves. From then on it stays, and so does its key. */
    handedAt: integer("handed_at"),
    /** Since when nobody knows whether the receiver has taken it; null: it surely has not. */
    unclearAt: integer("unclear_at"),
  },
  // In the order in which a lane is sent: those of another lane are never looked at.
  (t) => [index("hub_outbox_due").on(t.channel, t.lane, t.nextTryAt, t.rev, t.batchId)],
);

/**
 * Hub only: messages that are shown in the app, from the moment they are written until nobody wants them any more; whether a browser
 * has taken one says its delivery. Beside each what it rests on: whose change may end it.
 */
export const hubStanding = sqliteTable(
  "hub_standing",
  {
    deliveryId: text("delivery_id").primaryKey(),
    userId: text("user_id").notNull(),
    aboutId: text("about_id"),
    guardId: text("guard_id"),
  },
  (t) => [
    index("hub_standing_by_user").on(t.userId, t.deliveryId),
    index("hub_standing_by_about").on(t.aboutId),
    index("hub_standing_by_guard").on(t.guardId),
  ],
);

/** Hub only: commands for other hubs, until those have taken them. */
export const hubCalls = sqliteTable(
  "hub_calls",
  {
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    /** The command's id there. */
    id: text("id").notNull(),
    /** Whose hub it is for. */
    processId: text("process_id").notNull(),
    command: text("command").notNull(),
    input: text("input").notNull(),
  },
  (t) => [index("hub_calls_by_target").on(t.processId, t.seq)],
);

/** Hub only: cursors and facts about itself. */
export const hubMeta = sqliteTable("hub_meta", { key: text("key").primaryKey(), value: text("value").notNull() });

/** Platform hub only: every process's events in the order they reached it, for those who watch all. */
export const hubRelay = sqliteTable(
  "hub_relay",
  {
    seq: integer("seq").primaryKey(),
    processId: text("process_id").notNull(),
    eventSeq: integer("event_seq").notNull(),
    type: text("type").notNull(),
    entity: text("entity").notNull(),
    audience: json<Audience>("audience").notNull(),
    event: json<Json>("event").notNull(),
  },
  (t) => [
    uniqueIndex("hub_relay_once").on(t.processId, t.eventSeq),
    index("hub_relay_by_type").on(t.type, t.seq),
    index("hub_relay_by_process").on(t.processId, t.seq),
  ],
);
