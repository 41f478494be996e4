import { type CallerChecks, systemActor } from "#packages/core/actor.ts";
import { ok } from "#packages/core/result.ts";
import { userById } from "./queries.server.ts";

export const systemCallers: Partial<CallerChecks> = {
  system: (db, processId, caller) =>
    ok(systemActor(caller, caller.for === undefined ? null : userById(db, processId, caller.for))),
};
