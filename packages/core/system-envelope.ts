import { systemCaller } from "./actor.ts";
import type { Envelope } from "./command.ts";

/** A command that the product itself sends. Its id is the request's, too. */
export function systemEnvelope(name: string, input: unknown, by: string, commandId: string): Envelope {
  const caller = systemCaller(by);
  return { commandId, name, input, caller, requestId: commandId, ip: null, userAgent: null };
}
