import { z } from "zod";
import { permissionsFor } from "#packages/core/access.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { settingOf } from "#packages/core/settings.ts";
import { id } from "#packages/core/text.ts";
import { view } from "#packages/core/view.ts";
import { zoneNamed } from "#packages/core/zone-names.ts";
import { ownProcess } from "#packages/processes/queries.server.ts";
import { standingSession } from "./queries.server.ts";
import { sessionSettings } from "./settings.ts";

/**
 * Whether a session stands, and whose it is: asked once per request, of the one place that always knows, before anything
 * else that the request asks there. `spend`: what the request counts as. `strict`: over the limit it is refused; otherwise
 * the answer says that it is over, for commands.
 */
export const currentSession = view({
  name: "sessions.current",
  permission: "system",
  input: z.object({ sid: id, userId: id, spend: z.enum(["read", "write"]), strict: z.boolean() }),
  run(ctx, input) {
    const standing = standingSession(ctx.db, ctx.processId, input.sid, input.userId, ctx.now);
    const process = ownProcess(ctx.db, ctx.processId);
    if (!standing || !process) return refuse(errors.unauthenticated("Your session has ended. Sign in again."));
    const { user, session } = standing;
    const limit = input.spend === "read" ? sessionSettings.readsPerMinute : sessionSettings.writesPerMinute;
    const perMinute = settingOf(ctx.db, ctx.processId, limit);
    const waitMs = ctx.spend({ kind: input.spend, who: user.id, perMinute });
    const limited = waitMs > 0 ? errors.tooMany(waitMs) : null;
    if (limited && input.strict) return refuse(limited);
    return ok({
      limited,
      sid: session.id,
      expiresAt: session.expiresAt,
      user: {
        id: user.id,
        email: user.email,
        name: user.name,
        role: user.role,
        // One that can't be used gives way to the process's.
        timeZone: user.timeZone && zoneNamed(user.timeZone),
      },
      process: { id: process.id, slug: process.slug, name: process.name, timeZone: process.timeZone },
      permissions: [...permissionsFor(ctx.db, ctx.processId, user)],
      place: ctx.feed.place(),
    });
  },
});
