import type { Actor, Caller, CallerCheck } from "./core/actor.ts";
import type { HubDb, ProcessTable } from "./core/database.ts";
import { register } from "./core/register.ts";
import type { Result } from "./core/result.ts";
import { modules } from "./modules.ts";

const checks = register<unknown>(
  "checks of callers",
  modules.flatMap((module) => Object.entries(module.callers ?? {})),
);

/** Who the caller is and what they may do, from this hub's own rows: a revoked session is refused from the next command on. */
export function resolveActor(db: HubDb, processId: string, caller: Caller, now: number): Result<Actor> {
  const check = checks.get(caller.kind);
  if (!check) throw new Error(`No module knows who a ${caller.kind} is.`);
  // `Module.callers` has under each kind a check of just that kind.
  return (check as CallerCheck<Caller["kind"]>)(db, processId, caller, now);
}

/** The session that has ended with a change of a row, if one has. */
export function endedSession(table: string, after: { [column: string]: unknown } | null): string | null {
  for (const module of modules) {
    const ended = module.endedSession?.(table, after);
    if (ended) return ended;
  }
  return null;
}

const deciding: ReadonlySet<ProcessTable> = new Set(modules.flatMap((module) => module.decidesPermissions ?? []));

/** Whether what somebody may do can be another after a change in this table. */
export const decidesPermissions = (table: ProcessTable): boolean => deciding.has(table);
