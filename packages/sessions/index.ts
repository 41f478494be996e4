import { defineModule } from "#packages/core/module.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { endedSession, sessionCallers } from "./callers.server.ts";
import { createSession, endLeft, endSession, expireSession, noteRefused } from "./commands.server.ts";
import { sessionKind } from "./entity.server.ts";
import { endWithAccess } from "./reactions.server.ts";
import { sessionSettings } from "./settings.ts";
import { sessions } from "./tables.ts";
import { sessionTimers } from "./timers.ts";
import { currentSession } from "./views.server.ts";

export const sessionsModule = defineModule({
  name: "sessions",
  label: "Sessions",
  tables: [tableOf(sessions, { keep: { days: 90, archived: "d1", unless: ({ revokedAt }) => revokedAt === null } })],
  entities: [sessionKind],
  commands: [createSession, noteRefused, endSession, endLeft, expireSession],
  views: [currentSession],
  endpoints: [],
  reactions: [endWithAccess],
  timers: [sessionTimers],
  settings: Object.values(sessionSettings),
  callers: sessionCallers,
  decidesPermissions: [sessions],
  endedSession,
});
