import type { CallerChecks } from "./actor.ts";
import type { Command } from "./command.ts";
import type { Ctx } from "./context.ts";
import type { Courier } from "./courier.ts";
import type { HubDb, ProcessTable } from "./database.ts";
import type { OutboundChannel } from "./delivery.ts";
import type { Endpoint } from "./endpoint.ts";
import type { RegisteredKind } from "./entity.ts";
import type { Figure } from "./figure.ts";
import type { Gauge } from "./gauge.ts";
import type { JobKind } from "./job.ts";
import type { Json } from "./json.ts";
import type { NoticeAbout } from "./notice.ts";
import type { Notifier } from "./notify.ts";
import type { ListPart, Part } from "./part.ts";
import type { Permission, PermissionDeclaration } from "./permissions.ts";
import type { Reaction } from "./reaction.ts";
import type { SearchSource } from "./search.ts";
import type { Setting } from "./setting.ts";
import type { TablePolicy } from "./table-policy.ts";
import type { View } from "./view.ts";

export interface Timer {
  /** Unique in the process and stable: the same thing due is the same key, so it can't fire twice. */
  key: string;
  /** UTC milliseconds. */
  dueAt: number;
  /** The command that the hub runs at that time, as the system. */
  command: string;
  input: { [key: string]: Json };
}

/** A row of another table that timers depend on, and which rows a change of it concerns. */
export interface Dependency<T extends ProcessTable, On extends ProcessTable = ProcessTable> {
  on: On;
  /** Whether a change of such a row moves any timer. */
  matters(before: On["$inferSelect"] | null, after: On["$inferSelect"] | null): boolean;
  /** The rows that it concerns with ids above `page.after`, in the order of their ids, at most `page.limit`. */
  rows(
    db: HubDb,
    changed: { processId: string; id: string },
    page: { after: string; limit: number },
  ): T["$inferSelect"][];
}

/** What is due is derived: from a row and what it depends on, never scheduled by a verb. */
export interface TimerSource<T extends ProcessTable = ProcessTable> {
  table: T;
  // biome-ignore lint/suspicious/noExplicitAny: on rows of any table
  alsoOn: Dependency<T, any>[];
  /** Rows that can have timers at all; answered from an index. */
  live(db: HubDb, processId: string): T["$inferSelect"][];
  /** Soonest first. Only as far as it is read: the hub keeps the next one, and asks again when that has fired. */
  derive(db: HubDb, row: T["$inferSelect"]): Iterable<Timer>;
}

/** What a guard is told of the delivery that waits, beside its own id. */
export interface GuardedDelivery {
  id: string;
  userId: string | null;
  /** What was given as `Notice.group`. */
  group: string | null;
}

/**
 * Whether a queued message is still wanted. Null: it is sent. A sentence, or `drop`: it is not, for this reason. `instead` is a
 * command that takes its place, run as the system in the same turn and under an id of its own, so once for each delivery.
 */
export type GuardVerdict =
  | null
  | string
  | { drop: string; instead: { command: string; input: { [key: string]: Json } } };

/**
 * Asked just before a batch is handed over, with what was given as `Notice.guard.id` and all of the batch that gave it: looks up
 * what it needs, then judges each.
 */
export type Guard = (
  db: HubDb,
  processId: string,
  id: string,
  waiting: readonly GuardedDelivery[],
) => (delivery: GuardedDelivery) => GuardVerdict;

/** What core has to know of processes. */
export interface ProcessBook {
  /** The short name of the process that this hub is of; null before it was created. */
  slug(db: HubDb, processId: string): string | null;
  /** On the platform's hub: since when it knows a process, in UTC milliseconds; null: it does not. */
  knownSince(db: HubDb, processId: string): number | null;
}

export interface Module {
  name: string;
  label: string;
  /** What somebody can be allowed to do here, and which built-in roles may: `permissions.ts`. */
  permissions?: readonly PermissionDeclaration[];
  /** Its pages that are lists, by the first part of their address, and what it takes to open them: views of them can be saved. */
  lists?: Record<string, Permission>;
  /** What a process's admins can choose: `settings.ts`. */
  // biome-ignore lint/suspicious/noExplicitAny: a register holds settings of every type
  settings?: readonly Setting<any>[];
  /** Each with what core does with its rows: `tableOf(incidents)`. */
  // biome-ignore lint/suspicious/noExplicitAny: likewise, of every table
  tables: TablePolicy<any>[];
  /** The kinds of records that it has: whatever is emitted, commented on, found or linked to is of one. */
  // biome-ignore lint/suspicious/noExplicitAny: likewise
  entities?: RegisteredKind<any>[];
  /** Kinds of ids that it makes (`ctx.newId`) for other rows than those, each with its prefix. */
  ids?: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: a register holds commands of every input and output
  commands: Command<any, any>[];
  // biome-ignore lint/suspicious/noExplicitAny: likewise
  views: View<any, any>[];
  endpoints: Endpoint[];
  // biome-ignore lint/suspicious/noExplicitAny: likewise, of every table
  timers?: TimerSource<any>[];
  // biome-ignore lint/suspicious/noExplicitAny: likewise
  reactions?: Reaction<any>[];
  // biome-ignore lint/suspicious/noExplicitAny: likewise
  parts?: Part<any>[];
  // biome-ignore lint/suspicious/noExplicitAny: likewise
  listParts?: ListPart<any>[];
  // biome-ignore lint/suspicious/noExplicitAny: likewise
  searches?: SearchSource<any>[];
  /** By the name that notices give as `Notice.guard.name`. */
  guards?: Record<string, Guard>;
  // biome-ignore lint/suspicious/noExplicitAny: likewise, of every state
  jobs?: JobKind<any>[];
  /** Of one module only: which processes there are. */
  processBook?: ProcessBook;
  /** Of one module only: whom a notice reaches, and how. */
  notifier?: Notifier;
  /** Whom it is about to page by e-mail about a record, as soon as the command is done: ids of users. Reads only. */
  pagedAtOnce?(ctx: Pick<Ctx, "db" | "processId" | "now">, about: NoticeAbout): string[];
  /** How messages leave, by channel. */
  couriers?: Partial<Record<OutboundChannel, Courier>>;
  /** The process's own address on a channel that leads to no person; null: none is set. */
  addresses?: Partial<Record<OutboundChannel, (db: HubDb, processId: string) => string | null>>;
  /** By the kind of caller: how it is found out who that is. */
  callers?: Partial<CallerChecks>;
  /** Tables on which it depends what somebody may do: it is looked up anew after a change. */
  decidesPermissions?: ProcessTable[];
  /** The session that has ended with this change of a row, if one has: its sockets are closed. */
  endedSession?(table: string, after: { [column: string]: unknown } | null): string | null;
  /** For `/metrics` and `/healthz`: told to D1 with the hub's copies. */
  gauges?: Gauge[];
  /** For whoever looks at this hub under Operations: read when they do. */
  figures?: Figure[];
  /**
   * After a restore: what the module's counters must be, from its own rows. `counts` are exact; `sequences` are the highest
   * numbers that any row or event names, and numbers go on above them.
   */
  recount?(db: HubDb, processId: string): { counts?: Record<string, number>; sequences?: Record<string, number> };
}

export const defineModule = (module: Module): Module => module;
export const timerSource = <T extends ProcessTable>(source: TimerSource<T>): TimerSource<T> => source;
export const dependency = <T extends ProcessTable, On extends ProcessTable>(
  definition: Dependency<T, On>,
): Dependency<T, On> => definition;
