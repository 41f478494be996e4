import { getTableName } from "drizzle-orm";
import type { Actor } from "#packages/core/actor.ts";
import { type AuditedChange, auditChange } from "#packages/core/audit.ts";
import type { Changes, Ctx, Insert, NewEvent } from "#packages/core/context.ts";
import type { ProcessTable } from "#packages/core/database.ts";
import { startJob } from "#packages/core/job-steps.ts";
import type { Notice } from "#packages/core/notice.ts";
import { rowById } from "#packages/core/rows.ts";
import { counters } from "#packages/core/tables.ts";
import { newId } from "#packages/ids.ts";
import { kindOf } from "#packages/kinds.ts";
import { modules, notifier, policies } from "#packages/modules.ts";
import { settingsOf } from "#worker/env.ts";
import { addCall } from "./calls.ts";
import type { Hub } from "./core.ts";
import { queueNotice } from "./notify.ts";
import type { Occurrences } from "./reactions.ts";
import { readersFrom } from "./readers.ts";
import { channelProblem } from "./rests.ts";
import { search } from "./search.ts";
import { deleteRow, insertRow, insertRows, rewriteRows, updateRow } from "./sql.ts";

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
  /** Told when the reactions are through: whom depends on what they do. */
  later: Notice[];
  /** Commands for other hubs, which leave after this one. */
  calls: number;
  occurred: Occurrences;
}

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

/** With what the hub does when the reactions are through. */
interface HubCtx extends Ctx {
  tellLater(): void;
}

/** The context that a verb writes through. All of it is undone when the verb refuses. */
export function makeCtx(hub: Hub, unit: Unit, about: { actor: Actor; now: number; requestId: string }): HubCtx {
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

  function putAll<T extends ProcessTable>(table: T, rows: readonly Insert<T>[]): T["$inferSelect"][] {
    const managed = { processId, rev: unit.rev, createdAt: now, updatedAt: now };
    // As in `put`.
    const written = insertRows(hub, table, rows.map((row) => ({ ...row, ...managed })) as T["$inferInsert"][]);
    for (const row of written) record(unit, table, row.id, null, row);
    return written;
  }

  function patchAll<T extends ProcessTable>(
    table: T,
    edits: readonly { row: T["$inferSelect"]; changes: Changes<T> }[],
  ): T["$inferSelect"][] {
    const rows = edits.map(({ row, changes }) => {
      const before = unit.changes.get(keyOf(table, row.id))?.after ?? row;
      return { before, after: { ...before, ...changes, rev: unit.rev, updatedAt: now } };
    });
    const columns = new Set(edits.flatMap(({ changes }) => Object.keys(changes)));
    const written = rewriteRows(
      hub,
      table,
      rows.map(({ after }) => after),
      [...columns, "rev", "updatedAt"],
    );
    for (const [place, after] of written.entries()) record(unit, table, after.id, rows[place]?.before ?? null, after);
    return written;
  }

  function remove<T extends ProcessTable>(table: T, row: T["$inferSelect"]): void {
    deleteRow(hub, table, row.id);
    record(unit, table, row.id, row, null);
  }

  function putBack<T extends ProcessTable>(table: T, row: T["$inferSelect"]): T["$inferSelect"] {
    // A whole row that was read is one that can be inserted.
    const stored = insertRow(hub, table, { ...row, rev: unit.rev, updatedAt: now } as T["$inferInsert"]);
    record(unit, table, stored.id, null, stored);
    return stored;
  }

  function count(counter: string, by: number): number {
    const row = present(counters, counter);
    if (!row) return put(counters, { id: counter, value: by }).value;
    return patch(counters, row, { value: row.value + by }).value;
  }

  function notify(notice: Notice): void {
    if (notice.unlessPaged) unit.later.push(notice);
    else tell(notice, []);
  }

  function tell(notice: Notice, spared: readonly string[]): void {
    const readersOf = readersFrom((table, id) => leftOf(hub, unit, table, id));
    const recipients = notifier.resolve(ctx, notice, readersOf);
    queueNotice(
      ctx,
      notice,
      recipients.filter(({ userId }) => userId === null || !spared.includes(userId)),
    );
  }

  function emit(event: NewEvent): number {
    // Asked at once, so that what throws names the verb.
    kindOf(event.about.kind);
    unit.occurred.told(event);
    return unit.seq + unit.events.push(event);
  }

  const ctx: HubCtx = {
    processId,
    now,
    db,
    actor: about.actor,
    requestId: about.requestId,
    appUrl: settingsOf(hub.env).APP_URL,
    rev: unit.rev,
    newId: (kind) => newId(kind, now, hub.tag),
    channelProblem: (channel) => channelProblem(hub, channel),
    search: (question) => search(hub, about.actor, question),
    present,
    put,
    patch,
    putAll,
    patchAll,
    putBack,
    remove,
    count,
    notify,
    call(target, command, input) {
      addCall(hub, target, command, input, now);
      unit.calls += 1;
    },
    start: (kind, state, more) => startJob(ctx, kind, state, more),
    emit,
    tellLater() {
      for (const notice of unit.later.splice(0))
        tell(
          notice,
          modules.flatMap((module) => module.pagedAtOnce?.(ctx, notice.about) ?? []),
        );
    },
  };
  return ctx;
}

/** A row as the command leaves it; of one that it has removed, the last there was. */
export function leftOf(hub: Hub, unit: Unit, table: ProcessTable, id: string): Row | null {
  const written = unit.changes.get(keyOf(table, id));
  return written ? (written.after ?? written.before) : rowById(hub.db, table, hub.processId, id);
}

/** The changes as the audit log keeps them. */
export const auditedChanges = (unit: Unit): AuditedChange[] =>
  [...unit.changes.values()].flatMap(({ table, id, before, after }) => {
    const policy = policyOf(table);
    if (!policy || policy.hubOnly || policy.audit === "none") return [];
    return [auditChange(getTableName(table), id, { before, after }, policy)];
  });
