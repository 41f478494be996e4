import { defineModule } from "#packages/core/module.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { endedSession, sessionCallers } from "./callers.server.ts";
import { attemptSignIn, createSession, endSession, expireSession, refuseSignIn } from "./commands.server.ts";
import { sessionKind } from "./entity.server.ts";
import { sessions, signInAttempts } from "./tables.ts";
import { sessionTimers } from "./timers.ts";
import { currentSession, signInFacts } from "./views.server.ts";

/** Signing in and out is answered by the host (`worker/auth.ts`): it needs cookies, tokens and slow hashing. */
export const sessionsModule = defineModule({
  name: "sessions",
  label: "Sessions",
  tables: [
    tableOf(sessions, { keep: { days: 90, archived: "d1", unless: ({ revokedAt }) => revokedAt === null } }),
    tableOf(signInAttempts, { hubOnly: true, keep: { days: 1 } }),
  ],
  entities: [sessionKind],
  commands: [attemptSignIn, createSession, refuseSignIn, endSession, expireSession],
  views: [currentSession, signInFacts],
  endpoints: [],
  timers: [sessionTimers],
  callers: sessionCallers,
  decidesPermissions: [sessions],
  endedSession,
});
