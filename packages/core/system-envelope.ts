import type { SystemActor } from "./actor.ts";
import { clock } from "./clock.ts";
import type { Envelope } from "./command.ts";
import { newId } from "./ids.ts";

/** A command that the product itself sends. Its id is the request's, too; without one it gets a new one. */
export function systemEnvelope(
  name: string,
  input: unknown,
  by: SystemActor,
  commandId = newId("command", clock.now()),
): Envelope {
  const caller = { kind: "system", name: by } as const;
  return { commandId, name, input, caller, requestId: commandId, ip: null, userAgent: null };
}
