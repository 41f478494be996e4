import type { HubDb } from "./database.ts";
import type { Permission, Role } from "./permissions.ts";
import type { Result } from "./result.ts";

/** Who sends a command or asks for a view, as it travels to the hub. */
export type Caller =
  | { kind: "user"; userId: string; sid: string }
  /** Somebody from another process, on a visit that this hub has written down and looks up each time. */
  | { kind: "visitor"; visitId: string; userId: string; sid: string }
  /** The same person before: their own hub has just confirmed the session to the Worker. They may enter, and nothing else. */
  | { kind: "entering"; userId: string; sid: string; name: string; role: Role }
  | SystemCaller;

export interface SystemCaller {
  kind: "system";
  /** Which part of the product, in a word or two: the log says "System (timer)". */
  name: string;
  /** The person on whose behalf it acts, once it knows that it is them. */
  for?: string;
}

/** Who a caller of one kind is and what they may do, from the hub's own rows, in the turn of what they ask. */
export type CallerCheck<K extends Caller["kind"]> = (
  db: HubDb,
  processId: string,
  caller: Extract<Caller, { kind: K }>,
  now: number,
) => Result<Actor>;
export type CallerChecks = { [K in Caller["kind"]]: CallerCheck<K> };

/** The same after the hub looked: what they may do is read from its own rows, in the same transaction. */
export interface Actor {
  kind: "user" | "visitor" | "system";
  id: string | null;
  name: string;
  role: Role | null;
  permissions: readonly Permission[];
}

export const systemCaller = (name: string): SystemCaller => ({ kind: "system", name });

/** `person`: on whose behalf. The product itself needs no permissions. */
export const systemActor = (by: SystemCaller, person: { id: string; name: string } | null = null): Actor => ({
  kind: "system",
  id: person?.id ?? null,
  name: person?.name ?? `System (${by.name})`,
  role: null,
  permissions: [],
});
