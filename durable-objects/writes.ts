import { getTableName } from "drizzle-orm";
import type { Actor } from "#packages/core/actor.ts";
import { type AuditedChange, auditChange } from "#packages/core/audit.ts";
import type { Changes, Ctx, Insert, NewEvent, NewMessage, ProcessTable } from "#packages/core/context.ts";
import { newId } from "#packages/core/ids.ts";
import { chunked } from "#packages/core/lists.ts";
import { counters, deliveries, messages } from "#packages/core/tables.ts";
import type { Hub } from "./core.ts";
import { byId, rowById } from "./rows.ts";
import { searchIn } from "./views.ts";

type Row = ProcessTable["$inferSelect"];

/** One row as it was before the command and as it is now. */
export interface RowChange {
  table: ProcessTable;
  id: string;
  before: Row | null;
  after: Row | null;
}

/** What a running command has done so far. */
export interface Unit {
  rev: number;
  /** The last event before this command. */
  seq: number;
  changes: Map<string, RowChange>;
  events: NewEvent[];
}

const maxBatch = 100;

function record(unit: Unit, table: ProcessTable, id: string, before: Row | null, after: Row | null): void {
  const key = `${getTableName(table)}/${id}`;
  const earlier = unit.changes.get(key);
  unit.changes.set(key, { table, id, before: earlier ? earlier.before : before, after });
}

/** The context that a verb writes through. All of it is undone when the verb refuses. */
export function makeCtx(hub: Hub, unit: Unit, about: { actor: Actor; now: number; requestId: string }): Ctx {
  const { db, processId } = hub;
  const { now } = about;

  function put<T extends ProcessTable>(table: T, row: Insert<T>): T["$inferSelect"] {
    const full = { ...row, processId, rev: unit.rev, createdAt: now, updatedAt: now };
    // `Insert<T>` plus the managed columns is exactly the table's insert type; TypeScript can't add them up generically.
    const stored = db
      .insert(table)
      .values(full as T["$inferInsert"])
      .returning()
      .get() as T["$inferSelect"];
    record(unit, table, stored.id, null, stored);
    return stored;
  }

  function patch<T extends ProcessTable>(table: T, row: T["$inferSelect"], changes: Changes<T>): T["$inferSelect"] {
    const before = rowById(db, table, processId, row.id);
    if (!before) throw new Error(`patch: ${getTableName(table)} has no row ${row.id}`);
    const set = { ...changes, rev: unit.rev, updatedAt: now };
    // As above: the changes are a part of the table's own update type.
    const stored = db
      .update(table)
      .set(set as Partial<T["$inferInsert"]>)
      .where(byId(table, processId, row.id))
      .returning()
      .get();
    const after = stored as T["$inferSelect"];
    record(unit, table, row.id, before, after);
    return after;
  }

  function remove<T extends ProcessTable>(table: T, row: T["$inferSelect"]): void {
    db.delete(table)
      .where(byId(table, processId, row.id))
      .run();
    record(unit, table, row.id, row, null);
  }

  function count(counter: string, by: number): number {
    const row = rowById(db, counters, processId, counter);
    if (!row) return put(counters, { id: counter, value: by }).value;
    return patch(counters, row, { value: row.value + by }).value;
  }

  function send(message: NewMessage): void {
    if (message.to.length === 0) return;
    const { to, guard, executionId, html, ...body } = message;
    const { id: messageId } = put(messages, {
      ...body,
      html: html ?? null,
      id: newId("message", now),
      incidentId: body.incidentId ?? null,
    });
    const immediate = (channel: string) => channel === "in_app";
    for (const channel of new Set(to.map((one) => one.channel))) {
      for (const group of chunked(
        to.filter((one) => one.channel === channel),
        maxBatch,
      )) {
        const batchId = newId("batch", now);
        for (const { recipient, userId } of group) {
          put(deliveries, {
            id: newId("delivery", now),
            messageId,
            event: message.event,
            channel,
            recipient,
            userId: userId ?? null,
            incidentId: message.incidentId ?? null,
            executionId: executionId ?? null,
            guard: guard?.name ?? null,
            guardId: guard?.id ?? null,
            // What is shown in the app travels with the event itself: it has arrived when the command is done.
            state: immediate(channel) ? "sent" : "queued",
            batchId,
            attempts: 0,
            nextTryAt: immediate(channel) ? null : now,
            sentAt: immediate(channel) ? now : null,
            settledAt: null,
            providerId: null,
            error: null,
            alone: false,
          });
        }
      }
    }
  }

  return {
    processId,
    now,
    db,
    actor: about.actor,
    requestId: about.requestId,
    appUrl: hub.env.APP_URL,
    newId: (kind) => newId(kind, now),
    search: (index, query, limit) => searchIn(hub, index, query, limit),
    put,
    patch,
    remove,
    count,
    send,
    emit: (event) => unit.seq + unit.events.push(event),
  };
}

/** The changes as the audit log keeps them. Counters only follow from the rows that they count. */
export const auditedChanges = (unit: Unit): AuditedChange[] =>
  [...unit.changes.values()]
    .filter(({ table }) => table !== (counters as ProcessTable))
    .map(({ table, id, before, after }) => auditChange(getTableName(table), id, before, after));
