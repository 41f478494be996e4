import { timerSource } from "#packages/core/module.ts";
import { select } from "#packages/core/rows.ts";
import { expireSession } from "./commands.server.ts";
import { sessions } from "./tables.ts";

/** The end of each session: its sockets are closed then, not only its next request refused. */
export const sessionTimers = timerSource({
  table: sessions,
  alsoOn: [],
  live: (db, processId) => select(db, sessions, "WHERE process_id = ? AND revoked_at IS NULL", [processId]),
  derive: (_db, session) =>
    session.revokedAt !== null
      ? []
      : [
          {
            key: `session:${session.id}`,
            dueAt: session.expiresAt,
            command: expireSession.name,
            input: { id: session.id },
          },
        ],
});
