import type { Engine } from "#durable-objects/engine.ts";
import type { Command } from "#packages/core/command.ts";
import { coreId } from "#packages/core/ids.ts";
import { createChain } from "#packages/escalations/commands.server.ts";
import { newId } from "#packages/ids.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { createProcess } from "#packages/processes/commands.server.ts";
import { createUser } from "#packages/users/commands.server.ts";

export interface Timed {
  slug: string;
  /** One tier is due at each of these moments, with its mark in the incident's title. */
  timers: { dueAt: number; mark: string }[];
}

const minute = 60_000;

function run<I, O>(engine: Engine, command: Command<I, O>, input: unknown, now: number): O {
  const commandId = coreId("command", now, engine.hub.tag);
  const caller = { kind: "system", name: "setup" } as const;
  const { result } = engine.run(
    { commandId, name: command.name, input, caller, requestId: commandId, ip: null, userAgent: null },
    now,
  );
  if (!result.ok) throw new Error(`${command.name}: ${result.error.message}`);
  // The engine ran this very command; it knows it only by name.
  return result.value as O;
}

/** A hub with one person, one chain of one tier after a minute, and incidents that opened a minute before each moment. */
export function arm(engine: Engine, { slug, timers }: Timed): void {
  const hasChain = engine.hub.sql.exec("SELECT 1 FROM escalation_chains").toArray().length > 0;
  if (!hasChain) prepare(engine, slug);
  for (const { dueAt, mark } of timers)
    run(engine, createIncident, { title: `#${mark}#`, severity: "SEV2" }, dueAt - minute);
}

function prepare(engine: Engine, slug: string): void {
  const long = Date.now() - 10 * minute;
  run(engine, createProcess, { slug, name: `Process ${slug}`, timeZone: "UTC" }, long);
  const userId = newId("user", long, engine.hub.tag);
  run(engine, createUser, { id: userId, email: `one@${slug}.test`, name: "One", role: "manager" }, long);
  const tiers = [{ afterMinutes: 1, channels: ["email"], userId }];
  run(engine, createChain, { name: "One minute", tiers }, long);
}

/** How late each tier fired, by the product's own record; negative would be early. */
export const fired = (engine: Engine): number[] =>
  engine.hub.sql
    .exec<{ late: number }>("SELECT fired_at - due_at AS late FROM escalation_executions")
    .toArray()
    .map((row) => row.late);
