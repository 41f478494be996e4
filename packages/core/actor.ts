import type { Permission, Role } from "./permissions.ts";

/** Who sends a command or asks for a view, as it travels to the hub. */
export type Caller =
  | { kind: "user"; userId: string; sid: string }
  /** Somebody from another process, on a visit that this hub has written down and looks up each time. */
  | { kind: "visitor"; visitId: string; userId: string; sid: string }
  /** The same person before: their own hub has just confirmed the session to the Worker. They may enter, and nothing else. */
  | { kind: "entering"; userId: string; sid: string; name: string; role: Role }
  /** `for`: the person on whose behalf it acts, once it knows that it is them. */
  | { kind: "system"; name: SystemActor; for?: string };

export type SystemActor =
  | "timer"
  | "job"
  | "outbox"
  | "sign-in"
  | "setup"
  | "directory"
  | "mail service"
  | "errors"
  | "process";

/** The same after the hub looked: what they may do is read from its own rows, in the same transaction. */
export interface Actor {
  kind: "user" | "visitor" | "system";
  id: string | null;
  name: string;
  role: Role | null;
  permissions: readonly Permission[];
}

export const systemActor = (name: SystemActor, person: { id: string; name: string } | null = null): Actor => ({
  kind: "system",
  id: person?.id ?? null,
  name: person?.name ?? `System (${name})`,
  role: null,
  permissions: [],
});
