import { z } from "zod";
import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { lookup, rowById } from "#packages/core/rows.ts";
import { id } from "#packages/core/text.ts";
import { cut } from "#packages/core/well-formed.ts";
import { userById } from "#packages/users/queries.server.ts";
import { lockAfter, sessionLength } from "./rules.ts";
import { sessions, signInAttempts } from "./tables.ts";

const sessionsByUser = lookup(sessions, ["userId"]);
const addressDigest = z.string().regex(/^[0-9a-f]{64}$/);

const sessionRefs = (id: string) => [{ kind: "session", id }];
const attemptsOf = (ctx: Ctx, digest: string) => rowById(ctx.db, signInAttempts, ctx.processId, digest);

/** Counts a try before the password is looked at, so that many at once can't slip past the lock. Unknown addresses too. */
export const attemptSignIn = command({
  name: "sessions.attempt",
  permission: "system",
  audit: {
    action: "session.attempt",
    entity: "session",
    about: ({ userId }) => ({ refs: userId === null ? [] : [{ kind: "user", id: userId }] }),
  },
  input: z.strictObject({ addressDigest, userId: id.nullable() }),
  run(ctx, input): Result<{ lockedUntil: number | null }> {
    const known = attemptsOf(ctx, input.addressDigest);
    if (known?.lockedUntil && known.lockedUntil > ctx.now) return ok({ lockedUntil: known.lockedUntil });
    const failures = (known?.lockedUntil ? 0 : (known?.failures ?? 0)) + 1;
    const state = { failures, lockedUntil: lockAfter(failures, ctx.now) };
    if (known) ctx.patch(signInAttempts, known, state);
    else ctx.put(signInAttempts, { id: input.addressDigest, ...state });
    return ok({ lockedUntil: null });
  },
});

export const createSession = command({
  name: "sessions.create",
  permission: "system",
  audit: {
    action: "session.create",
    entity: "session",
    about: ({ id, userId }) => ({ refs: [...sessionRefs(id), { kind: "user", id: userId }] }),
  },
  input: z.strictObject({ id, userId: id, addressDigest, ip: z.string().nullable(), userAgent: z.string().nullable() }),
  run(ctx, input) {
    const user = userById(ctx.db, ctx.processId, input.userId);
    if (!user?.isActive)
      return refuse(errors.unauthenticated("This account is not active. Ask an admin of your process."));
    const attempts = attemptsOf(ctx, input.addressDigest);
    if (attempts) ctx.patch(signInAttempts, attempts, { failures: 0, lockedUntil: null });
    const { addressDigest: _digest, ...rest } = input;
    const session = ctx.put(sessions, {
      ...rest,
      userAgent: rest.userAgent === null ? null : cut(rest.userAgent, 300),
      expiresAt: ctx.now + sessionLength,
      revokedAt: null,
      revokedWhy: null,
    });
    return ok({ id: session.id, expiresAt: session.expiresAt });
  },
});

/** Writes a refused try into the audit log, for unknown addresses too, so that both take as long. The count went up before. */
export const refuseSignIn = command({
  name: "sessions.refuse",
  permission: "system",
  audit: {
    action: "session.refuse",
    entity: "session",
    always: true,
    about: ({ userId, why }) => ({
      refs: why === "unknown" ? [] : [{ kind: "user", id: userId }],
      detail: { userId, why },
    }),
  },
  input: z.strictObject({ userId: id, why: z.enum(["password", "inactive", "unknown"]) }),
  run: () => ok(null),
});

export const endSession = command({
  name: "sessions.end",
  permission: "anyone_signed_in",
  audit: { action: "session.end", entity: "session", about: ({ id }) => ({ refs: sessionRefs(id) }) },
  neverLimited: true,
  input: z.strictObject({ id }),
  run(ctx, input) {
    const session = rowById(ctx.db, sessions, ctx.processId, input.id);
    if (!session || session.userId !== ctx.actor.id) return refuse(errors.notFound("The session"));
    if (session.revokedAt === null) ctx.patch(sessions, session, { revokedAt: ctx.now, revokedWhy: "signed out" });
    return ok(null);
  },
});

/** Fired by the timer: the session's time is over. */
export const expireSession = command({
  name: "sessions.expire",
  permission: "system",
  audit: { action: "session.expire", entity: "session", about: ({ id }) => ({ refs: sessionRefs(id) }) },
  input: z.strictObject({ id }),
  run(ctx, input) {
    const session = rowById(ctx.db, sessions, ctx.processId, input.id);
    if (session && session.revokedAt === null && session.expiresAt <= ctx.now)
      ctx.patch(sessions, session, { revokedAt: ctx.now, revokedWhy: "ran out" });
    return ok(null);
  },
});

/** Ends every session of a person, within the command that makes it necessary. */
export function endSessionsOf(ctx: Ctx, userId: string, why: string): void {
  const standing = sessionsByUser
    .all(ctx.db, ctx.processId, { userId })
    .filter((session) => session.revokedAt === null);
  for (const session of standing) ctx.patch(sessions, session, { revokedAt: ctx.now, revokedWhy: why });
}
