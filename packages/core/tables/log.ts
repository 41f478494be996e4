import { sql } from "drizzle-orm";
import type { Audience } from "../audience.ts";
import type { AuditedChange } from "../audit.ts";
import { index, integer, json, primaryKey, sqliteTable, text } from "../columns.ts";
import type { Json } from "../json.ts";
import type { Ref } from "../ref.ts";

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
    /** Who may hear of it, of those who may read its kind. */
    audience: json<Audience>("audience").notNull(),
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
    index("hub_events_by_type").on(t.processId, t.type, t.seq),
    index("hub_events_by_time").on(t.processId, t.at),
    // What a client may hear is among these; whatever the team has to itself is not looked at.
    index("events_not_of_team").on(t.processId, t.seq).where(sql`audience <> '"team"'`),
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
    index("d1_audit_by_actor").on(t.processId, t.actorId, t.seq),
    index("d1_audit_by_entity").on(t.processId, t.entityType, t.seq),
    index("d1_audit_by_time").on(t.processId, t.at, t.seq),
    index("d1_audit_across_by_time").on(t.at, t.processId, t.seq),
    index("d1_audit_across_by_action").on(t.action, t.at, t.processId, t.seq),
    index("d1_audit_across_by_actor").on(t.actorId, t.at, t.processId, t.seq),
  ],
);

/**
 * Where the logs of this database begin: each row says up to where they have left it, the last one counts. A link of the chain: the
 * rest is verified from there. Triggers hold it to what may leave, and each delete to it (`migrations/0001_append_only.sql`).
 */
export const logLeft = sqliteTable(
  "log_left",
  {
    processId: text("process_id").notNull(),
    /** The last audit row that has left, its hash, and when it was written. */
    seq: integer("seq").notNull(),
    hash: text("hash").notNull(),
    at: integer("at").notNull(),
    /** The last event that a row up to it names. */
    event: integer("event").notNull(),
  },
  (t) => [primaryKey({ columns: [t.processId, t.seq] })],
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
    index("d1_audit_refs_across").on(t.id, t.processId, t.seq),
  ],
);
