import type { SystemActor } from "./actor.ts";
import type { Envelope } from "./command.ts";

/** A command that the product itself sends. Its id is the request's, too. */
export function systemEnvelope(name: string, input: unknown, by: SystemActor, commandId: string): Envelope {
  const caller = { kind: "system", name: by } as const;
  return { commandId, name, input, caller, requestId: commandId, ip: null, userAgent: null };
}
