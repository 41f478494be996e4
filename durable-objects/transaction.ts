import { resolveActor } from "#packages/callers.ts";
import { day, hour } from "#packages/core/clock.ts";
import type { Envelope } from "#packages/core/command.ts";
import { errors, keyUsed, type Refusal } from "#packages/core/errors.ts";
import { type AddressedEvent, addressed } from "#packages/core/feed.ts";
import { corePrefixes } from "#packages/core/ids.ts";
import { canonicalJson, type Json, sha256Hex } from "#packages/core/json.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { select } from "#packages/core/rows.ts";
import { events, hubCommands } from "#packages/core/tables.ts";
import { cut, wellFormed } from "#packages/core/well-formed.ts";
import { commandsByName, reactions } from "#packages/modules.ts";
import { appendAudit, appendEvents, isAlwaysLogged } from "./append.ts";
import { callPrefix } from "./call-prefix.ts";
import { invalidInput, mayRun, meets } from "./checks.ts";
import type { Hub } from "./core.ts";
import { followChanges } from "./follow.ts";
import { inTransaction, readNumber, writeMeta } from "./meta.ts";
import { one } from "./one.ts";
import { Occurrences, react } from "./reactions.ts";
import { insertRow } from "./sql.ts";
import { type DueTimer, followFiring } from "./timers.ts";
import { makeCtx, type RowChange, type Unit } from "./writes.ts";

export interface Outcome {
  result: Result<unknown>;
  /** What the command wrote; null when it was refused, repeated, or changed nothing. */
  unit: { rev: number; changes: RowChange[]; events: AddressedEvent[] } | null;
}

/** Unwinds the transaction with a refusal in hand. Never leaves this file. */
class Rollback extends Error {
  constructor(readonly refusal: Refusal) {
    super("rollback");
  }
}

/**
 * Runs one command: known? who? allowed? valid? → verb → reactions → events, audit, timers, mirror and outbox rows, all in one
 * synchronous transaction. A refusal leaves no trace.
 */
export function runCommand(
  hub: Hub,
  envelope: Envelope,
  now: number,
  firing: DueTimer | undefined,
  seal: () => void,
): Outcome {
  try {
    return inTransaction(hub, () => {
      const outcome = decide(hub, envelope, now, firing);
      if (outcome.unit) seal();
      return outcome;
    });
  } catch (thrown) {
    if (thrown instanceof Rollback) return { result: refuse(thrown.refusal), unit: null };
    throw thrown;
  }
}

/** The envelope's own texts as they will be stored and compared. Its input is the command's to judge. */
const storable = (envelope: Envelope): Envelope => ({
  ...envelope,
  commandId: wellFormed(envelope.commandId),
  requestId: cut(wellFormed(envelope.requestId), 100),
  ip: envelope.ip === null ? null : cut(wellFormed(envelope.ip), 64),
  userAgent: envelope.userAgent === null ? null : cut(wellFormed(envelope.userAgent), 300),
  reason: wellFormed(envelope.reason ?? null),
});

/** A client's own key; other hubs send a call until they hear of it; an id that follows from something, such as a delivery that waits. */
const [keyedMs, callMs, derivedMs] = [2 * day, 30 * day, 8 * day];
/** Made for one sending, which is repeated at once or never. */
const onceMs = hour;

/** How long a command's answer is kept for those who send it again. */
function rememberedFor({ commandId, keyed }: Envelope): number {
  if (keyed) return keyedMs;
  if (commandId.startsWith(callPrefix)) return callMs;
  return commandId.startsWith(`${corePrefixes.command}_`) ? onceMs : derivedMs;
}

function decide(hub: Hub, sent: Envelope, now: number, firing?: DueTimer): Outcome {
  const envelope = storable(sent);
  const command = commandsByName.get(envelope.name) ?? hub.ownCommands.get(envelope.name);
  if (!command) throw new Rollback(errors.notFound(`The command ${envelope.name}`));
  const actor = resolveActor(hub.db, hub.processId, envelope.caller, now);
  if (!actor.ok) throw new Rollback(actor.error);
  const unmet = meets(envelope.needs, actor.value);
  if (unmet) throw new Rollback(unmet);
  const inputHash = sha256Hex(canonicalJson({ name: envelope.name, input: envelope.input }));
  const earlier = answerOf(hub, envelope.commandId);
  if (earlier && earlier.inputHash !== inputHash) throw new Rollback(errors.conflict(keyUsed));
  // Written below, from a result of the same type.
  if (earlier) return { result: ok(JSON.parse(earlier.result) as Json), unit: null };
  const denied = mayRun(command.permission, actor.value);
  if (denied) throw new Rollback(denied);
  const input = command.input.safeParse(envelope.input ?? {});
  if (!input.success) throw new Rollback(invalidInput(input.error));

  const unit: Unit = {
    rev: readNumber(hub, "rev") + 1,
    seq: readNumber(hub, "seq"),
    changes: new Map(),
    events: [],
    later: [],
    calls: 0,
    occurred: new Occurrences(reactions),
  };
  const ctx = makeCtx(hub, unit, { actor: actor.value, now, requestId: envelope.requestId });
  const result = command.run(ctx, input.data);
  if (!result.ok) throw new Rollback(result.error);
  const objection = react(ctx, unit.occurred);
  if (objection) throw new Rollback(objection);
  ctx.tellLater();
  const answered = command.answer ? command.answer(ctx, result.value) : result.value;
  const value = (answered ?? null) as Json;
  const wrote = unit.changes.size > 0 || unit.events.length > 0 || unit.calls > 0;
  const changed = wrote || isAlwaysLogged(command, value);
  const answer = {
    commandId: envelope.commandId,
    name: envelope.name,
    inputHash,
    result: value,
    forgetAt: now + rememberedFor(envelope),
  };
  if (!changed) {
    if (envelope.keyed) insertRow(hub, hubCommands, { ...answer, rev: readNumber(hub, "rev") });
    return { result: ok(value), unit: null };
  }

  const done = { envelope, command, input: input.data, actor: actor.value, now, value };
  const named = appendEvents(hub, unit, done);
  appendAudit(hub, unit, done, named);
  insertRow(hub, hubCommands, { ...answer, rev: unit.rev });
  writeMeta(hub, "rev", unit.rev);
  const changes = [...unit.changes.values()];
  followChanges(hub, unit.rev, changes, now);
  if (firing) followFiring(hub, firing, now);
  const keyed = envelope.keyed ? { commandId: envelope.commandId } : {};
  const told = named.map((row) => ({ ...addressed(row), ...keyed }));
  return { result: ok(value), unit: { rev: unit.rev, changes, events: told } };
}

/** What a command of this id has answered before. */
const answerOf = (hub: Hub, commandId: string) =>
  one<{ inputHash: string; result: string }>(
    hub.sql,
    "SELECT input_hash AS inputHash, result FROM hub_commands WHERE command_id = ?",
    commandId,
  );

/** Events after `since`, oldest first. */
export const eventsSince = (hub: Hub, since: number, limit: number): AddressedEvent[] =>
  select(hub.db, events, "WHERE process_id = ? AND seq > ? ORDER BY seq LIMIT ?", [hub.processId, since, limit]).map(
    addressed,
  );
