import { z } from "zod";
import type { Actor } from "./actor.ts";
import { capital } from "./capital.ts";
import { type Command, command } from "./command.ts";
import type { Ctx } from "./context.ts";
import type { HubDb, ProcessTable } from "./database.ts";
import { type Deletable, undoneForMs } from "./deletable.ts";
import { type Endpoint, endpoint } from "./endpoint.ts";
import { mayKnow, type RegisteredKind, recordFor } from "./entity.ts";
import { errors, type Refusal } from "./errors.ts";
import type { Permission } from "./permissions.ts";
import { ok, type Result, refuse } from "./result.ts";
import { lookup, rowById } from "./rows.ts";
import { deletedRecords } from "./tables.ts";
import { id, line } from "./text.ts";

type Deleted = typeof deletedRecords.$inferSelect;
type Row<T extends ProcessTable> = T["$inferSelect"];

interface Naming<T extends ProcessTable> {
  /** `incidents`: the commands are `incidents.delete` and `incidents.restore`. */
  name: string;
  /** Of the endpoints: `/incidents`. */
  path: string;
  tag: string;
  /** “the incident”, as sentences have it. */
  what: string;
  /** What the feed says of a deletion, where “Asha deleted …” says less. */
  summary?(db: HubDb, row: Row<T>): string;
}

export interface Deletion {
  remove: Command<{ id: string; reason: string }, null>;
  restore: Command<{ id: string }, { id: string }>;
  endpoints: Endpoint[];
}

const reasons = {
  required: line(500),
  optional: line(500, 0).default(""),
} as const satisfies Record<Deletable["reason"], z.ZodType<string>>;

const deletedByReference = lookup(deletedRecords, ["reference"], ["deletedAt"]);

/**
 * The two commands with which records of a kind are deleted and brought back, and their endpoints. The row itself goes, and with it
 * everything that follows from rows: lists, search, counts, timers, queued messages. What else is to follow is a reaction to the row.
 */
export function deletionOf<T extends ProcessTable>(
  kind: RegisteredKind<T>,
  { name, path, tag, what, summary }: Naming<T>,
): Deletion {
  const { deletable } = kind;
  if (!deletable) throw new Error(`Records of the kind ${kind.kind} can't be deleted.`);
  const { permission } = deletable;
  const reason: z.ZodType<string> = reasons[deletable.reason];
  const remove = command({
    name: `${name}.delete`,
    permission,
    audit: { action: `${kind.kind}.delete`, words: "deleted …", entity: kind.kind },
    input: z.strictObject({ id, reason }),
    run(ctx, input): Result<null> {
      const row = recordFor(ctx, kind, input.id);
      if (!row) return refuse(missing(ctx, kind, input.id, what));
      discard(ctx, row, { kind, permission, reason: input.reason, summary });
      return ok(null);
    },
  });
  const restore = command({
    name: `${name}.restore`,
    permission,
    audit: { action: `${kind.kind}.restore`, words: "brought … back", entity: kind.kind },
    input: z.strictObject({ id }),
    run(ctx, input): Result<{ id: string }> {
      const deleted = deletedOf(ctx, kind, input.id);
      if (!deleted || ctx.now - deleted.deletedAt > undoneForMs) return refuse(errors.notFound(capital(what)));
      return bringBack(ctx, kind, deleted);
    },
  });
  const endpoints = [
    endpoint({
      method: "delete",
      path: `${path}/:id`,
      tag,
      summary: `Delete ${what}; it can be brought back for 30 days`,
      permission,
      body: z.strictObject({ reason }),
      status: 204,
      handle: (api, body) => api.execute(remove, { ...body, id: api.params.id }),
    }),
    endpoint({
      method: "post",
      path: `${path}/:id/restore`,
      tag,
      summary: `Bring ${what} back that was deleted within 30 days`,
      permission,
      status: 200,
      handle: (api) => api.execute(restore, { id: api.params.id }),
    }),
  ];
  return { remove, restore, endpoints };
}

interface Discarding<T extends ProcessTable> {
  kind: RegisteredKind<T>;
  permission: Permission;
  reason: string;
  summary: Naming<T>["summary"];
}

function discard<T extends ProcessTable>(
  ctx: Ctx,
  row: Row<T>,
  { kind, permission, reason, summary }: Discarding<T>,
): void {
  const { reference, title } = kind.label(row);
  ctx.put(deletedRecords, {
    id: row.id,
    kind: kind.kind,
    permission,
    reference,
    title,
    // A row holds what SQLite can store, JSON columns included: all of it is JSON.
    row: row as Deleted["row"],
    reason,
    deletedAt: ctx.now,
    deletedById: ctx.actor.id,
    deletedByName: ctx.actor.name,
  });
  ctx.remove(kind.table, row);
  const told = summary?.(ctx.db, row) ?? `${ctx.actor.name} deleted ${calledBy(reference, title)}`;
  const because = reason === "" ? "" : `: ${reason}`;
  ctx.emit({ about: kind.ref(row), action: "deleted", summary: `${told}${because}` });
}

function bringBack<T extends ProcessTable>(
  ctx: Ctx,
  kind: RegisteredKind<T>,
  deleted: Deleted,
): Result<{ id: string }> {
  const problem = kind.deletable?.conflict?.(ctx.db, rowOf<T>(deleted));
  if (problem) return refuse(errors.conflict(problem));
  ctx.remove(deletedRecords, deleted);
  const row = ctx.putBack(kind.table, rowOf<T>(deleted));
  const { reference, title } = kind.label(row);
  ctx.emit({
    about: kind.ref(row),
    action: "restored",
    summary: `${ctx.actor.name} brought ${calledBy(reference, title)} back`,
  });
  return ok({ id: row.id });
}

interface Asking {
  now: number;
  db: HubDb;
  processId: string;
  actor: Actor;
}

/** Why a record that somebody asks for is not there: it was deleted, which those are told who could have read it, or never was. */
export function missing<T extends ProcessTable>(
  ctx: Asking,
  kind: RegisteredKind<T>,
  wanted: string,
  what: string,
): Refusal {
  const deleted = deletedOf(ctx, kind, wanted);
  if (!deleted) return errors.notFound(capital(what));
  const { reference, title, deletedByName, deletedAt, reason } = deleted;
  const because = reason === "" ? "." : `: ${reason.replace(/\.$/, "")}.`;
  const until = deletedAt + undoneForMs;
  const back = ctx.now <= until ? ` Until ${dateOf(until)} it can be brought back, under Settings.` : "";
  const told = `${deletedByName} deleted ${calledBy(reference, title)} on ${dateOf(deletedAt)}${because}${back}`;
  return { code: "not_found", message: told };
}

function deletedOf<T extends ProcessTable>(ctx: Asking, kind: RegisteredKind<T>, wanted: string): Deleted | null {
  const { db, processId, actor } = ctx;
  const byReference = () => deletedByReference.all(db, processId, { reference: wanted.toUpperCase() }).at(-1) ?? null;
  const found = rowById(db, deletedRecords, processId, wanted) ?? byReference();
  return found?.kind === kind.kind && mayKnow(actor, kind, rowOf<T>(found)) ? found : null;
}

/** As `discard` has kept it. */
const rowOf = <T extends ProcessTable>({ row }: Deleted): Row<T> => row as Row<T>;
const calledBy = (reference: string | null, title: string): string => reference ?? `“${title}”`;
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
