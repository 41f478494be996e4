import { sql } from "drizzle-orm";
import { uniqueIndex } from "drizzle-orm/sqlite-core";
import type { AuditedChange } from "./audit.ts";
import { flag, index, integer, json, primaryKey, processColumns, processKey, sqliteTable, text } from "./columns.ts";
import type { DeliveryChannel, DeliveryLane, DeliveryState } from "./delivery.ts";
import type { Json } from "./json.ts";
import type { Ref } from "./ref.ts";

/** What happened, in one gapless order per process. Append-only. */
export const events = sqliteTable(
  "events",
  {
    processId: text("process_id").notNull(),
    seq: integer("seq").notNull(),
    rev: integer("rev").notNull(),
    type: text("type").notNull(),
    entity: text("entity").notNull(),
    entityId: text("entity_id").notNull(),
    entityNumber: text("entity_number"),
    action: text("action").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id"),
    actorName: text("actor_name").notNull(),
    at: integer("at").notNull(),
    summary: text("summary").notNull(),
    data: json<{ [key: string]: Json }>("data"),
  },
  (t) => [
    primaryKey({ columns: [t.processId, t.seq] }),
    index("events_by_entity").on(t.processId, t.entityId, t.seq),
    index("events_by_type").on(t.processId, t.type, t.seq),
    index("events_by_time").on(t.processId, t.at),
  ],
);

/** Who did what, chained by hash. Append-only, one row per command that has changed what is audited or emitted an event; several beyond 256 KB. */
export const audit = sqliteTable(
  "audit",
  {
    processId: text("process_id").notNull(),
    /** Its own gapless count: a revision may leave numbers out. */
    seq: integer("seq").notNull(),
    rev: integer("rev").notNull(),
    /** Version of its hash: which columns are covered. */
    v: integer("v").notNull(),
    commandId: text("command_id").notNull(),
    action: text("action").notNull(),
    entityType: text("entity_type").notNull(),
    entityId: text("entity_id"),
    /** All that it is about; a trigger copies them into `audit_refs`. */
    refs: json<Ref[]>("refs"),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id"),
    actorName: text("actor_name").notNull(),
    at: integer("at").notNull(),
    ip: text("ip"),
    userAgent: text("user_agent"),
    requestId: text("request_id").notNull(),
    reason: text("reason"),
    /** What the changes don't say, such as why a sign-in was refused. */
    detail: json<Json>("detail"),
    changes: json<AuditedChange[]>("changes").notNull(),
    firstEvent: integer("first_event"),
    lastEvent: integer("last_event"),
    /** One for each event from the first to the last. */
    eventHashes: json<string[]>("event_hashes"),
    prevHash: text("prev_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.processId, t.seq] }),
    index("audit_by_action").on(t.processId, t.action, t.seq),
    index("audit_by_actor").on(t.processId, t.actorId, t.seq),
    index("audit_by_entity").on(t.processId, t.entityType, t.seq),
    index("audit_by_time").on(t.processId, t.at, t.seq),
    index("audit_across_by_time").on(t.at, t.processId, t.seq),
    index("audit_across_by_action").on(t.action, t.at, t.processId, t.seq),
    index("audit_across_by_actor").on(t.actorId, t.at, t.processId, t.seq),
  ],
);

/** Which audit rows are about a record. Append-only; follows from `audit.refs`. */
export const auditRefs = sqliteTable(
  "audit_refs",
  {
    processId: text("process_id").notNull(),
    id: text("id").notNull(),
    kind: text("kind").notNull(),
    seq: integer("seq").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.processId, t.id, t.kind, t.seq] }),
    index("audit_refs_across").on(t.id, t.processId, t.seq),
  ],
);

/** Counts and number sequences, kept by the commands that change what they count. */
export const counters = sqliteTable("counters", { ...processColumns(), value: integer("value").notNull() }, (t) => [
  processKey(t),
]);

/** The text of a message, once for all who get it. */
export const messages = sqliteTable(
  "messages",
  {
    ...processColumns(),
    event: text("event").notNull(),
    subject: text("subject").notNull(),
    text: text("text").notNull(),
    html: text("html"),
    incidentId: text("incident_id"),
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
    incidentId: text("incident_id"),
    executionId: text("execution_id"),
    guard: text("guard"),
    guardId: text("guard_id"),
    state: text("state").$type<DeliveryState>().notNull(),
    /** Whoever goes out together: the key by which the mail service recognises a repeat. */
    batchId: text("batch_id"),
    /**
     * When it was first handed over, written before the request leaves. From then on its batch, and so its key, stays. The hub
     * writes this and the next column by themselves: D1 has them from the next change of the row on.
     */
    handedAt: integer("handed_at"),
    /** Since when nobody knows whether the receiver has taken it; null: it surely has not, or surely has. */
    unclearAt: integer("unclear_at"),
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
    index("deliveries_across").on(t.id),
    index("deliveries_across_by_state").on(t.state, t.id),
    index("deliveries_by_incident").on(t.processId, t.incidentId, t.id),
    // In the order in which a lane is sent, and of what waits only: many of another lane are never looked at.
    index("deliveries_due").on(t.processId, t.channel, t.lane, t.nextTryAt, t.rev, t.id).where(sql`state = 'queued'`),
    index("deliveries_by_batch").on(t.processId, t.batchId, t.id),
    index("deliveries_by_execution").on(t.processId, t.executionId, t.id),
  ],
);

/** Rows that were removed: a late upsert may not bring them back. */
export const tombstones = sqliteTable(
  "tombstones",
  {
    processId: text("process_id").notNull(),
    tableName: text("table_name").notNull(),
    rowId: text("row_id").notNull(),
    rev: integer("rev").notNull(),
  },
  (t) => [primaryKey({ columns: [t.processId, t.tableName, t.rowId] })],
);

/** D1 only: when each hub is next due, how far its mirror is and how it does; what is asked of all hubs without waking one. */
export const processClocks = sqliteTable(
  "process_clocks",
  {
    processId: text("process_id").primaryKey(),
    rev: integer("rev").notNull(),
    nextDueAt: integer("next_due_at"),
    lastSeq: integer("last_seq").notNull(),
    flushedAt: integer("flushed_at").notNull(),
    /** Channels that take no messages for more than a moment; null: none. */
    resting: json<Json[]>("resting"),
    /** Figures of the process as they were then, by name: what can be known of a hub without waking it. */
    gauges: json<Record<string, number>>("gauges").notNull(),
  },
  (t) => [index("process_clocks_due").on(t.nextDueAt)],
);

/** Hub only: what each command answered, so that a repeat gets the same. */
export const hubCommands = sqliteTable(
  "hub_commands",
  {
    commandId: text("command_id").primaryKey(),
    name: text("name").notNull(),
    inputHash: text("input_hash").notNull(),
    result: json<Json>("result"),
    rev: integer("rev").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [index("hub_commands_by_time").on(t.at)],
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

/** Hub only: what is due, derived from the entities. */
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
    tries: integer("tries").notNull(),
    nextTryAt: integer("next_try_at").notNull(),
  },
  (t) => [index("hub_calls_due").on(t.nextTryAt, t.seq), index("hub_calls_by_target").on(t.processId, t.nextTryAt)],
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
    event: json<Json>("event").notNull(),
  },
  (t) => [
    uniqueIndex("hub_relay_once").on(t.processId, t.eventSeq),
    index("hub_relay_by_type").on(t.type, t.seq),
    index("hub_relay_by_process").on(t.processId, t.seq),
  ],
);
