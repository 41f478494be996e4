import type { Actor } from "#packages/core/actor.ts";
import { type Audience, inBoth } from "#packages/core/audience.ts";
import type { AuditedChange } from "#packages/core/audit.ts";
import { auditHash, auditVersion, eventHash, genesisHash } from "#packages/core/audit-chain.ts";
import type { About, Command, Envelope } from "#packages/core/command.ts";
import type { NewEvent } from "#packages/core/context.ts";
import type { Json } from "#packages/core/json.ts";
import type { Ref } from "#packages/core/ref.ts";
import { audit, events } from "#packages/core/tables.ts";
import { wellFormed } from "#packages/core/well-formed.ts";
import { kindOf } from "#packages/kinds.ts";
import { inParts } from "./audit-parts.ts";
import type { Hub } from "./core.ts";
import { readMeta, readNumber, writeMeta } from "./meta.ts";
import { insertRow } from "./sql.ts";
import { auditedChanges, leftOf, type Unit } from "./writes.ts";

type EventRow = typeof events.$inferSelect;

/** What a command has done, as far as its log entries need it. */
export interface Done {
  envelope: Envelope;
  command: Command;
  input: unknown;
  actor: Actor;
  now: number;
  value: Json;
}

/** Writes the command's events with the next numbers of the feed. */
export function appendEvents(hub: Hub, unit: Unit, { actor, now }: Done): EventRow[] {
  let { seq } = unit;
  const rows = unit.events.map((event) => {
    seq += 1;
    const { number, audience } = known(hub, unit, event);
    const by = event.by ?? actor;
    return insertRow(hub, events, {
      processId: hub.processId,
      seq,
      rev: unit.rev,
      type: `${event.about.kind}.${event.action}`,
      entity: event.about.kind,
      entityId: event.about.id,
      entityNumber: number,
      action: event.action,
      audience,
      actorKind: by.kind,
      actorId: by.id,
      actorName: by.name,
      at: now,
      summary: event.summary,
      data: event.data ?? null,
    });
  });
  if (rows.length > 0) writeMeta(hub, "seq", seq);
  return rows;
}

/** What its kind says of the record, as the command leaves it. Of a record that is not of this hub nothing is known. */
function known(
  hub: Hub,
  unit: Unit,
  { about, audience = "team" }: NewEvent,
): { number: string | null; audience: Audience } {
  const kind = kindOf(about.kind);
  const row = leftOf(hub, unit, kind.table, about.id);
  if (!row) return { number: null, audience: inBoth("team", audience) };
  return { number: kind.label(row).reference, audience: inBoth(kind.audience?.(row) ?? "team", audience) };
}

/**
 * Writes the command's row of the audit log: hashed as it will be read back, and linked to the row before. Where it changed
 * much, further rows follow, each a part of the changes and found under what it changes. What the product notes in tables that are
 * records of their own, without an event, leaves no row.
 */
export function appendAudit(hub: Hub, unit: Unit, done: Done, named: EventRow[]): void {
  const changes = auditedChanges(unit);
  const isNote = done.actor.kind === "system" && changes.length === 0 && named.length === 0;
  if (isNote && !isAlwaysLogged(done.command, done.value)) return;
  const { refs, detail } = aboutOf(done, named, changes[0]?.id);
  const parts = inParts(changes);
  const later = new Set(parts.slice(1).flatMap((part) => part.map((change) => change.id)));
  for (const [place, part] of parts.entries()) {
    const ids = new Set(part.map((change) => change.id));
    const own = refs.filter(({ id }) => ids.has(id) || (place === 0 && !later.has(id)));
    const numbered = parts.length === 1 ? detail : { part: place + 1, of: parts.length, detail };
    appendRow(hub, unit, done, place === 0 ? named : [], { refs: own, detail: numbered, changes: part });
  }
}

/** Whether a command leaves a row though it changed nothing. */
export const isAlwaysLogged = ({ audit }: Pick<Command, "audit">, value: Json): boolean =>
  audit.always === true || audit.alwaysIf?.(value) === true;

function appendRow(
  hub: Hub,
  unit: Unit,
  { envelope, actor, command, now }: Done,
  named: EventRow[],
  { refs, detail, changes }: Required<About> & { changes: AuditedChange[] },
): void {
  const { entity } = command.audit;
  const row = wellFormed({
    processId: hub.processId,
    seq: readNumber(hub, "auditSeq") + 1,
    rev: unit.rev,
    v: auditVersion,
    commandId: envelope.commandId,
    action: command.audit.action,
    entityType: entity,
    entityId: refs.find((ref) => ref.kind === entity)?.id ?? null,
    refs: refs.length > 0 ? refs : null,
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    at: now,
    ip: envelope.ip,
    userAgent: envelope.userAgent,
    requestId: envelope.requestId,
    reason: envelope.reason ?? null,
    detail,
    changes,
    firstEvent: named[0]?.seq ?? null,
    lastEvent: named.at(-1)?.seq ?? null,
    eventHashes: named.length > 0 ? named.map((event) => mustHash(eventHash(auditVersion, event))) : null,
    prevHash: readMeta(hub, "auditHash") ?? genesisHash,
  });
  const hash = mustHash(auditHash(row));
  insertRow(hub, audit, { ...row, hash });
  writeMeta(hub, "auditSeq", row.seq);
  writeMeta(hub, "auditHash", hash);
}

function mustHash(hash: string | null): string {
  if (hash === null) throw new Error(`Version ${auditVersion} of the audit hash has no list of columns.`);
  return hash;
}

/** What the command says it is about; else what its events are about; else the first row that it changed. */
function aboutOf(done: Done, named: EventRow[], firstChanged: string | undefined): Required<About> {
  const { audit: naming } = done.command;
  const said = naming.about?.(done.input, done.value);
  const told = named.map(({ entity, entityId }) => ({ kind: entity, id: entityId }));
  const changed = told.length === 0 && firstChanged !== undefined ? [{ kind: naming.entity, id: firstChanged }] : [];
  return { refs: distinct(said?.refs ?? [...told, ...changed]), detail: said?.detail ?? null };
}

const distinct = (refs: Ref[]): Ref[] => [...new Map(refs.map((ref) => [`${ref.kind}/${ref.id}`, ref])).values()];
