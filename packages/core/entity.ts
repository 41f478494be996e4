import type { Actor } from "./actor.ts";
import { type Audience, mayHear } from "./audience.ts";
import type { HubDb, ProcessTable } from "./database.ts";
import type { Deletable } from "./deletable.ts";
import type { Json } from "./json.ts";
import type { Permission } from "./permissions.ts";
import type { Ref } from "./ref.ts";
import { register } from "./register.ts";
import { rowById } from "./rows.ts";

/** As much of a record as everything that links to it has: an event, a row of the audit log, a search hit, a mail. */
export interface Named {
  id: string;
  /** What people call it by, such as `MOMO-142`; null: it has no such name. */
  reference: string | null;
}

/** What core has to know of a kind of record, so that nothing else names it. */
export interface EntityKind<T extends ProcessTable = ProcessTable> {
  /** `incident`: as events, the audit log and links say it. */
  kind: string;
  /** Of its ids, without the underscore. */
  prefix: string;
  table: T;
  /** Without it nobody reads such a record or hears of one. */
  permission: Permission;
  label(row: T["$inferSelect"]): { reference: string | null; title: string };
  /** Its page; null: it has none. */
  path(record: Named): string | null;
  /** A record by what people write for it: its id, or `MOMO-142`. */
  find?(db: HubDb, processId: string, text: string): T["$inferSelect"] | null;
  /** What a list of hits shows beside its name, by the module's own words: a status, a severity. */
  facts?(row: T["$inferSelect"]): { [key: string]: Json };
  /** Whether it is not over: what belongs to it stays in the hub. */
  isOpen?(row: T["$inferSelect"]): boolean;
  /** Since when the oldest of them that is open has been there, in UTC milliseconds: the logs from then on stay in the hub. */
  openSince?(db: HubDb, processId: string): number | null;
  /** Without it no record of the kind is ever deleted. */
  deletable?: Deletable<T>;
  /** Who may know of this record at all; the team unless it says otherwise. */
  audience?(row: T["$inferSelect"]): Audience;
}

/** A record as whatever links to it shows it. */
export interface RecordName extends Named, Ref {
  title: string;
  path: string | null;
  facts: { [key: string]: Json };
}

export const nameOf = <T extends ProcessTable>(kind: EntityKind<T>, row: T["$inferSelect"]): RecordName => {
  const { reference, title } = kind.label(row);
  const path = kind.path({ id: row.id, reference });
  return { kind: kind.kind, id: row.id, reference, title, path, facts: kind.facts?.(row) ?? {} };
};

export interface RegisteredKind<T extends ProcessTable = ProcessTable> extends EntityKind<T> {
  ref(record: { id: string }): Ref;
}

export const entityKind = <T extends ProcessTable>(definition: EntityKind<T>): RegisteredKind<T> => ({
  ...definition,
  ref: ({ id }) => ({ kind: definition.kind, id }),
});

/** The address of a record's page, for mails; of a kind without one, the product's own. */
export const urlOf = <T extends ProcessTable>(appUrl: string, kind: EntityKind<T>, row: T["$inferSelect"]): string =>
  `${appUrl}${nameOf(kind, row).path ?? ""}`;

/** Whether somebody may know of a record at all: by the permission that its kind asks for, and by the record's own audience. */
export const mayKnow = <T extends ProcessTable>(actor: Actor, kind: EntityKind<T>, row: T["$inferSelect"]): boolean =>
  mayHear(actor, kind.permission, kind.audience?.(row) ?? "team");

/** The record that somebody asks for, by its id or by what people write for it; null, too, where they may not know of it. */
export function recordFor<T extends ProcessTable>(
  { db, processId, actor }: { db: HubDb; processId: string; actor: Actor },
  kind: EntityKind<T>,
  text: string,
): T["$inferSelect"] | null {
  const row = kind.find ? kind.find(db, processId, text) : rowById(db, kind.table, processId, text);
  return row && mayKnow(actor, kind, row) ? row : null;
}

/** The kinds by name and by the prefix of their ids. Two of one name or prefix are a mistake of the release and throw. */
// biome-ignore lint/suspicious/noExplicitAny: a register holds kinds of every table
export function kindRegister(kinds: RegisteredKind<any>[]) {
  return {
    byName: register(
      "kinds of records",
      kinds.map((kind) => [kind.kind, kind] as const),
    ),
    byPrefix: register(
      "kinds' prefixes",
      kinds.map((kind) => [kind.prefix, kind] as const),
    ),
  };
}
