import { hubOf } from "#durable-objects/stub.ts";
import type { Caller } from "#packages/core/actor.ts";
import { addressKey } from "#packages/core/addresses.ts";
import { clock } from "#packages/core/clock.ts";
import type { Command, Envelope } from "#packages/core/command.ts";
import { errors, type Refusal } from "#packages/core/errors.ts";
import { coreId, tagOfProcess } from "#packages/core/ids.ts";
import { logError } from "#packages/core/log.ts";
import { soon } from "#packages/core/patience.ts";
import { type Result, refuse } from "#packages/core/result.ts";
import type { View } from "#packages/core/view.ts";
import { timed } from "./costs.ts";
import type { Env } from "./env.ts";

export interface RequestFacts {
  requestId: string;
  ip: string | null;
  userAgent: string | null;
  /** Asked for ahead of a click that may never come: it leaves no trace, and enters nowhere. */
  ahead: boolean;
  /** Some of what was asked for ahead was left out for that reason. */
  leftOut?: true;
  /** Set once it is known that who asks has made too many requests. */
  limited?: Refusal;
  /** The version of D1 that a list must at least have; from an earlier answer to this client. */
  seen: string | null;
  /** The same of a command of this request. */
  wrote?: string;
  /** The id that a page's form gives what it asks for: an Idempotency-Key for those who can't send headers. */
  formKey?: string;
}

/** The address that a request came from, or the network of an IPv6 one. */
export const networkOf = ({ ip }: RequestFacts): string => (ip === null ? "unknown" : addressKey(ip));

export const away = "This process's hub does not answer right now. Nothing was changed. Try again in a moment.";

/** Before the second try, half as long to half as much again: those that were cut off together don't come back together. */
const waitMs = 100;

/** Whether the platform says that trying again may help: it lost the hub for a moment, and the hub has not too much to do. */
function mayHelp(thrown: unknown): boolean {
  if (thrown === null || typeof thrown !== "object") return false;
  const { retryable, durableObjectReset, overloaded }: Record<string, unknown> = { ...thrown };
  return (retryable === true || durableObjectReset === true) && overloaded !== true;
}

/** A command may be sent twice (its id makes that harmless), so a lost connection is tried once more, on a new stub. */
export async function patiently<T>(what: string, ask: () => Promise<T>): Promise<T | null> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (thrown) {
      logError("hub.unreachable", { what, tries, error: String(thrown) });
      if (tries > 1 || !mayHelp(thrown)) return null;
      await soon(waitMs * (0.5 + Math.random()));
    }
  }
}

/** The key of whoever sends a command, by which a repeat of it is known. */
export interface Keyed {
  commandId?: string;
}

/** Why this person may send no command like it this minute; null: they may. */
export const limitedTo = (facts: RequestFacts, caller: Caller, command: { neverLimited?: true }): Refusal | null =>
  caller.kind === "system" || command.neverLimited ? null : (facts.limited ?? null);

/** A command as it travels. */
export function sealed(
  processId: string,
  caller: Caller,
  { requestId, ip, userAgent }: RequestFacts,
  command: { name: string },
  input: unknown,
  { commandId }: Keyed,
): Envelope {
  return {
    commandId: commandId ?? coreId("command", clock.now(), tagOfProcess(processId)),
    keyed: commandId !== undefined,
    name: command.name,
    input,
    caller,
    requestId,
    ip,
    userAgent,
  };
}

export async function executeOn<I, O>(
  env: Env,
  processId: string,
  caller: Caller,
  facts: RequestFacts,
  command: Command<I, O>,
  input: unknown,
  keyed: Keyed = {},
): Promise<Result<O>> {
  const limited = limitedTo(facts, caller, command);
  if (limited) return refuse(limited);
  const envelope = sealed(processId, caller, facts, command, input, keyed);
  const acted = await timed(command.name, () =>
    patiently(command.name, () => hubOf(env, processId).act({ first: null, envelope })),
  );
  if (acted?.bookmark) facts.wrote = acted.bookmark;
  // The hub ran the very command whose type this is; RPC only knows it by name.
  return (acted?.result as Result<O> | undefined) ?? refuse(errors.unavailable(away));
}

export async function askHub<I, O>(
  env: Env,
  processId: string,
  caller: Caller,
  view: View<I, O>,
  input: unknown,
): Promise<Result<O>> {
  const result = await timed(view.name, () =>
    patiently(view.name, () => hubOf(env, processId).view({ name: view.name, input, caller })),
  );
  // As above.
  return (result as Result<O> | null) ?? refuse(errors.unavailable(away));
}
