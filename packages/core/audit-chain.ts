import { canonicalJson, sha256Hex } from "./json.ts";
import type { audit, events } from "./tables.ts";

export type AuditRow = typeof audit.$inferSelect;
export type EventRow = typeof events.$inferSelect;

/** The `prevHash` of a process's first audit row. */
export const genesisHash = "0".repeat(64);

/** What a hash of each version covers. A published list never changes: a new column that has to be covered is a new version. */
const versions: Record<number, { row: readonly (keyof AuditRow)[]; event: readonly (keyof EventRow)[] }> = {
  1: {
    row: [
      ...(["v", "processId", "seq", "rev", "commandId", "action", "entityType", "entityId", "refs"] as const),
      ...(["actorKind", "actorId", "actorName", "at", "ip", "userAgent", "requestId", "reason"] as const),
      ...(["detail", "changes", "firstEvent", "lastEvent", "eventHashes", "prevHash"] as const),
    ],
    event: [
      ...(["processId", "seq", "rev", "type", "entity", "entityId", "entityNumber", "action", "audience"] as const),
      ...(["actorKind", "actorId", "actorName", "at", "summary", "data"] as const),
    ],
  },
};

/** The version that new rows are hashed by. */
export const auditVersion = 1;

type Columns = Record<string, unknown>;

function hashOf(row: Columns, columns: readonly string[] | undefined): string | null {
  if (!columns) return null;
  const kept = columns.filter((column) => row[column] !== null && row[column] !== undefined);
  return sha256Hex(canonicalJson(Object.fromEntries(kept.map((column) => [column, row[column]]))));
}

/** SHA-256 over the canonical JSON of the columns of the row's version, null left out; null for an unknown version. */
export const auditHash = (row: Omit<AuditRow, "hash">): string | null => hashOf(row, versions[row.v]?.row);

/** The same for an event; `v` is the version of the audit row that names it. */
export const eventHash = (v: number, row: EventRow): string | null => hashOf(row, versions[v]?.event);

/** The row that says up to where the log has left its hub: with its link, from which the rest is verified. */
export const leaveAction = "log.leave";

/** The row with which a restored hub begins: only it may leave event numbers out, so that none is given twice. */
export const restoreAction = "process.restore";

/** The number of the first event that a row names, given the last one before it. */
export const firstEventOf = (row: AuditRow, before: number): number =>
  row.action === restoreAction && row.firstEvent !== null ? row.firstEvent : before + 1;

/** The last event that any row up to this one names. */
export const lastEventAfter = (row: AuditRow, before: number): number =>
  eventsOf(row) === 0 ? before : firstEventOf(row, before) - 1 + eventsOf(row);

/** Where a chain stands after a row. */
export interface Link {
  seq: number;
  hash: string;
  /** The last event that a row up to here has named. */
  event: number;
}
export const chainStart: Link = { seq: 0, hash: genesisHash, event: 0 };

/** The first row that does not follow, and the event of it that does not fit, if it is one. */
export interface Break {
  row: number;
  event: number | null;
  reason: string;
}

/** How many events a row names. A row that was tampered with may hold anything. */
export const eventsOf = (row: AuditRow): number => (Array.isArray(row.eventHashes) ? row.eventHashes.length : 0);

/**
 * Events that D1 had of a hub that was lost, without the row that would have named them: the row of the restore says how many
 * they are, and holds them by one hash.
 */
export interface Unnamed {
  count: number;
  hash: string;
}

export function unnamedBy(events: readonly EventRow[], v = auditVersion): Unnamed {
  return { count: events.length, hash: sha256Hex(events.map((event) => eventHash(v, event)).join()) };
}

function unnamedIn({ action, detail }: AuditRow): Unnamed | null {
  if (action !== restoreAction || detail === null || typeof detail !== "object" || Array.isArray(detail)) return null;
  const { unnamed } = detail;
  if (typeof unnamed !== "object" || unnamed === null || Array.isArray(unnamed)) return null;
  const { count, hash } = unnamed;
  return Number.isSafeInteger(count) && Number(count) > 0 ? { count: Number(count), hash: String(hash) } : null;
}

/** How many events stand with a row: those that it names, after those of no row that it holds. */
export const eventsWith = (row: AuditRow): number => (unnamedIn(row)?.count ?? 0) + eventsOf(row);

/** Follows the chain by one row. `events`: those after `link.event`, as many as stand with the row. */
export function followRow(link: Link, row: AuditRow, events: readonly EventRow[]): Link | Break {
  const broken = (reason: string, event: number | null = null): Break => ({ row: link.seq + 1, event, reason });
  if (row.seq !== link.seq + 1) return broken(`row ${link.seq + 1} is missing: the next one is ${row.seq}`);
  if (row.prevHash !== link.hash) return broken("its prevHash is not the hash of the row before it");
  const hash = auditHash(row);
  if (hash === null) return broken(`its hash is of version ${row.v}, which this release does not know`);
  if (hash !== row.hash) return broken("its content does not give its hash");
  const unnamed = unnamedIn(row);
  const named = events.slice(unnamed?.count ?? 0);
  if (unnamed && unnamedBy(events.slice(0, unnamed.count), row.v).hash !== unnamed.hash)
    return broken("the events before its own are not those that D1 had when the hub was lost");
  const hashes = row.eventHashes ?? [];
  for (const [place, expected] of hashes.entries()) {
    const seq = firstEventOf(row, link.event) + place;
    const event = named[place];
    if (event === undefined || event.seq > seq) return broken(`event ${seq} is missing`, seq);
    if (event.seq < seq) return broken(`event ${event.seq} is of no row`, event.seq);
    if (eventHash(row.v, event) !== expected) return broken(`event ${seq} is not as it was written`, seq);
  }
  return { seq: row.seq, hash, event: lastEventAfter(row, link.event) };
}
