import type { Refusal } from "./errors.ts";

/** An expected outcome: done, or refused for a reason the caller can act on. Survives RPC, which an error class does not. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: Refusal };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const refuse = (error: Refusal): { ok: false; error: Refusal } => ({ ok: false, error });
