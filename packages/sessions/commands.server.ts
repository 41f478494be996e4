import { z } from "zod";
import { addressKey } from "#packages/core/addresses.ts";
import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { sha256Hex } from "#packages/core/json.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { lookup, rowById } from "#packages/core/rows.ts";
import { id } from "#packages/core/text.ts";
import { cut } from "#packages/core/well-formed.ts";
import { userById } from "#packages/users/queries.server.ts";
import { counted, isLocked, sessionLength, sessionsAtOnce, triesOfAll, triesOfNetwork } from "./rules.ts";
import { sessions, signInAttempts } from "./tables.ts";

const sessionsByUser = lookup(sessions, ["userId"]);
const addressDigest = z.string().regex(/^[0-9a-f]{64}$/);

const sessionRefs = (id: string) => [{ kind: "session", id }];
/** Where a try comes from: an address, or the network of an IPv6 one. */
const network = z.string().max(60);
/** An address is kept as a digest only, alone and with where it was tried from. */
const networkKey = (digest: string, from: string) => sha256Hex(`${digest} ${from}`);
const attemptsOf = (ctx: Ctx, key: string) => rowById(ctx.db, signInAttempts, ctx.processId, key);

function counterOf(ctx: Ctx, key: string, allowed: number) {
  const known = attemptsOf(ctx, key);
  return {
    known,
    count() {
      const state = counted(known, allowed, ctx.now);
      if (known) ctx.patch(signInAttempts, known, state);
      else ctx.put(signInAttempts, { id: key, ...state });
    },
  };
}

const hasSignedInFrom = (ctx: Ctx, userId: string | null, from: string): boolean =>
  userId !== null &&
  sessionsByUser
    .all(ctx.db, ctx.processId, { userId })
    .some((session) => session.ip !== null && addressKey(session.ip) === from);

/**
 * Counts a try before the password is looked at, so that many at once can't slip past the lock. Unknown addresses too. Not in
 * the audit log: what came of the try is.
 */
export const attemptSignIn = command({
  name: "sessions.attempt",
  permission: "system",
  audit: {
    action: "session.attempt",
    entity: "session",
    about: ({ userId }) => ({ refs: userId === null ? [] : [{ kind: "user", id: userId }] }),
  },
  input: z.strictObject({ addressDigest, network, userId: id.nullable() }),
  run(ctx, input): Result<{ lockedUntil: number | null }> {
    const here = counterOf(ctx, networkKey(input.addressDigest, input.network), triesOfNetwork);
    const all = counterOf(ctx, input.addressDigest, triesOfAll);
    if (isLocked(here.known, ctx.now)) return ok({ lockedUntil: here.known.lockedUntil });
    if (isLocked(all.known, ctx.now) && !hasSignedInFrom(ctx, input.userId, input.network))
      return ok({ lockedUntil: all.known.lockedUntil });
    here.count();
    if (!isLocked(all.known, ctx.now)) all.count();
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
  input: z.strictObject({
    id,
    userId: id,
    addressDigest,
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    /** The session that was presented: it ends with the one that takes its place. */
    instead: id.nullable().default(null),
  }),
  run(ctx, input) {
    const user = userById(ctx.db, ctx.processId, input.userId);
    if (!user?.isActive)
      return refuse(errors.unauthenticated("This account is not active. Ask an admin of your process."));
    const { addressDigest, instead, ...rest } = input;
    forgiveTry(ctx, addressDigest, input.ip);
    for (const old of replaced(ctx, user.id, instead))
      ctx.patch(sessions, old, { revokedAt: ctx.now, revokedWhy: old.id === instead ? "signed in anew" : "too many" });
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

/** The try was counted before the password was known to be right. What others tried elsewhere stays counted. */
function forgiveTry(ctx: Ctx, digest: string, ip: string | null): void {
  const here = attemptsOf(ctx, networkKey(digest, ip === null ? "unknown" : addressKey(ip)));
  if (here) ctx.patch(signInAttempts, here, { failures: 0, lockedUntil: null });
  const all = attemptsOf(ctx, digest);
  if (all && all.lockedUntil === null) ctx.patch(signInAttempts, all, { failures: Math.max(0, all.failures - 1) });
}

/** Standing sessions that end when a new one begins: the one it replaces, and the oldest when there are too many. */
function replaced(ctx: Ctx, userId: string, instead: string | null) {
  const standing = standingOf(ctx, userId).sort((a, b) => b.rev - a.rev);
  const kept = standing.filter(({ id }) => id !== instead).slice(0, sessionsAtOnce - 1);
  return standing.filter((session) => !kept.includes(session));
}

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

const standingOf = (ctx: Ctx, userId: string) =>
  sessionsByUser.all(ctx.db, ctx.processId, { userId }).filter((session) => session.revokedAt === null);

/** Ends every session of a person, within the command that makes it necessary. */
export function endSessionsOf(ctx: Ctx, userId: string, why: string): void {
  for (const session of standingOf(ctx, userId)) ctx.patch(sessions, session, { revokedAt: ctx.now, revokedWhy: why });
}
