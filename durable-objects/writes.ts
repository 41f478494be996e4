import { getTableName } from "drizzle-orm";
import type { Actor } from "#packages/core/actor.ts";
import { type AuditedChange, auditChange } from "#packages/core/audit.ts";
import type { Changes, Ctx, Insert, NewEvent, NewMessage, ProcessTable } from "#packages/core/context.ts";
import { newId } from "#packages/core/ids.ts";
import { chunked } from "#packages/core/lists.ts";
import { rowById } from "#packages/core/rows.ts";
import { counters, deliveries, messages } from "#packages/core/tables.ts";
import { policies } from "#packages/modules.ts";
import { addCall } from "./calls.ts";
import type { Hub } from "./core.ts";
import type { Occurrences } from "./reactions.ts";
import { deleteRow, insertRow, updateRow } from "./sql.ts";
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
  occurred: Occurrences;
}

const maxBatch = 100;
const keyOf = (table: ProcessTable, id: string) => `${getTableName(table)}/${id}`;

const policyOf = (table: ProcessTable) => policies.get(getTableName(table));

/** What is the hub's own is no change: nothing follows from it. */
function record(unit: Unit, table: ProcessTable, id: string, before: Row | null, after: Row | null): void {
  if (policyOf(table)?.hubOnly) return;
  const key = keyOf(table, id);
  const earlier = unit.changes.get(key);
  unit.changes.set(key, { table, id, before: earlier ? earlier.before : before, after });
  unit.occurred.changed(table, key, before, after);
}

/** The context that a verb writes through. All of it is undone when the verb refuses. */
export function makeCtx(hub: Hub, unit: Unit, about: { actor: Actor; now: number; requestId: string }): Ctx {
  const { db, processId } = hub;
  const { now } = about;

  /** The row as this command has it so far: what it wrote itself need not be asked for again. */
  function present<T extends ProcessTable>(table: T, id: string): T["$inferSelect"] | null {
    const written = unit.changes.get(keyOf(table, id));
    return written ? written.after : rowById(db, table, processId, id);
  }

  function put<T extends ProcessTable>(table: T, row: Insert<T>): T["$inferSelect"] {
    // `Insert<T>` plus the managed columns is exactly the table's insert type; TypeScript can't add them up generically.
    const full = { ...row, processId, rev: unit.rev, createdAt: now, updatedAt: now } as T["$inferInsert"];
    const stored = insertRow(hub, table, full);
    record(unit, table, stored.id, null, stored);
    return stored;
  }

  function patch<T extends ProcessTable>(table: T, row: T["$inferSelect"], changes: Changes<T>): T["$inferSelect"] {
    const before = present(table, row.id);
    if (!before) throw new Error(`patch: ${getTableName(table)} has no row ${row.id}`);
    const set = { ...changes, rev: unit.rev, updatedAt: now };
    const after = { ...before, ...updateRow(hub, table, row.id, set) };
    record(unit, table, row.id, before, after);
    return after;
  }

  function remove<T extends ProcessTable>(table: T, row: T["$inferSelect"]): void {
    deleteRow(hub, table, row.id);
    record(unit, table, row.id, row, null);
  }

  function count(counter: string, by: number): number {
    const row = present(counters, counter);
    if (!row) return put(counters, { id: counter, value: by }).value;
    return patch(counters, row, { value: row.value + by }).value;
  }

  function send(message: NewMessage): void {
    if (message.to.length === 0) return;
    const { to, guard, executionId, html, lane = "normal", ...body } = message;
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
            lane,
            recipient,
            userId: userId ?? null,
            incidentId: message.incidentId ?? null,
            executionId: executionId ?? null,
            guard: guard?.name ?? null,
            guardId: guard?.id ?? null,
            // What is shown in the app travels with the event itself: it has arrived when the command is done.
            state: immediate(channel) ? "sent" : "queued",
            batchId,
            handedAt: null,
            unclearAt: null,
            attempts: 0,
            nextTryAt: immediate(channel) ? null : now,
            sentAt: immediate(channel) ? now : null,
            deliveredAt: null,
            settledAt: null,
            providerId: null,
            error: null,
            alone: false,
          });
        }
      }
    }
  }

  function emit(event: NewEvent): number {
    unit.occurred.told(event);
    return unit.seq + unit.events.push(event);
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
    call: (target, command, input) => addCall(hub, target, command, input, now),
    emit,
  };
}

/** The changes as the audit log keeps them. */
export const auditedChanges = (unit: Unit): AuditedChange[] =>
  [...unit.changes.values()].flatMap(({ table, id, before, after }) => {
    const policy = policyOf(table);
    if (!policy || policy.hubOnly || policy.audit === "none") return [];
    return [auditChange(getTableName(table), id, { before, after }, policy)];
  });
